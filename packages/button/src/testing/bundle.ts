import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('..', import.meta.url));

/** The script as a shop's page loads it, from today's sources, by its file name: the entry, the part that is loaded at intent, and the classic script. */
export async function bundleScript(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { 'installment-button': `${source}script.ts` },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workspace', 'browser'],
    chunkNames: 'installment-[name]-[hash]',
    outdir: '/',
    write: false,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  const classic = await build({
    // As in the production build, the part that is loaded at intent is in the file and runs with it.
    stdin: { contents: `import './script.ts'; import './checkout/checkout.ts';`, resolveDir: source, sourcefile: 'classic.ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    conditions: ['workspace', 'browser'],
    // As the production build has it.
    define: { 'import.meta.url': 'document.currentScript.src' },
    outfile: '/installment-button.classic.js',
    write: false,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  return new Map([...outputFiles, ...classic.outputFiles].map(({ path, text }) => [path, text]));
}
