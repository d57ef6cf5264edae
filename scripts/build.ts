// npm run build [-- --only=button,backend] [-- --if-stale]: packages/*/dist, and the sizes of what pages load.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { rollup } from 'rollup';
import { builds } from '../rollup.config.mjs';
import { assembleBackend } from './assemble-backend.ts';
import { buildDocs } from './build-docs.ts';
import { buildNames, distOf, isStale, markBuilt, type BuildName } from './build-state.ts';
import { inParallel, inRoot, removeOlder, root } from './workspace.ts';
import { publishTypes } from './publish-types.ts';
import { printPinnedScripts } from './pinned-scripts.ts';
import { printSizes } from './sizes.ts';

/** `types`: with the button's declarations, which only those who install it from npm need. */
export async function build(names: BuildName[], { types = false } = {}): Promise<void> {
  const startedAt = new Date();
  // The longest first, one a core.
  const bundles = names.flatMap((name) => bundlesOf(name).map((_, index) => ({ name, index })));
  await inParallel(
    bundles.sort((a, b) => weight(b.name) - weight(a.name)),
    2,
    bundleInWorker,
  );
  if (names.includes('docs')) await buildDocs();
  if (types) {
    execFileSync('tsc', ['-b', 'packages/button'], { cwd: root, stdio: 'inherit' });
    publishTypes();
    // What editors know of the element.
    execFileSync('cem', ['analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'], {
      cwd: inRoot('packages/button'),
      stdio: 'inherit',
    });
  }
  for (const name of names) {
    removeOlder(distOf(name), startedAt, ['types', 'pages', 'fonts', 'node_modules']);
    markBuilt(name, startedAt);
  }
  assembleBackend();
}

type Bundle = { name: BuildName; index: number };

/** The documentation is not Rollup's. */
const bundlesOf = (name: BuildName) => (name === 'docs' ? [] : builds[name]);

const weight = (name: BuildName) => (name === 'backend' ? 2 : name === 'sandbox' ? 1 : 0);

function bundleInWorker(bundle: Bundle): Promise<void> {
  return new Promise((resolve, reject) => {
    new Worker(import.meta.filename, { workerData: bundle }).on('error', reject).on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${bundle.name} was not built`));
    });
  });
}

async function bundle({ name, index }: Bundle): Promise<void> {
  const options = bundlesOf(name)[index];
  if (!options) throw new Error(`no build ${name} ${index}`);
  const bundle = await rollup(options);
  await bundle.write(options.output);
  await bundle.close();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, 'if-stale': { type: 'boolean' } } });
  const chosen = values.only ? buildNames.filter((name) => values.only?.split(',').includes(name)) : buildNames;
  const names = values['if-stale'] ? chosen.filter(isStale) : chosen;
  const started = performance.now();
  await build(names, { types: names.includes('button') });
  if (names.length > 0) console.log(`Built ${names.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  if (!printSizes()) process.exitCode = 1;
  if (names.includes('button')) printPinnedScripts();
}

if (!isMainThread) {
  await bundle(workerData as Bundle).catch((error: Error & { frame?: string }) => {
    console.error(`${error.message}\n${error.frame ?? ''}`);
    process.exit(1);
  });
} else if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
