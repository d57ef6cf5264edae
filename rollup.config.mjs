import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import compile from '@rollup/plugin-typescript';
import { transform } from 'esbuild';
import { page } from './scripts/rollup-page.ts';

const root = import.meta.dirname;
const source = (path) => join(root, 'packages', path);

// A development build is read by a human and made anew at each save: it is not minified.
const production = process.env.NODE_ENV !== 'development';

/**
 * Everything that is built, by the name that `npm run build -- --only=` takes.
 * @type {Record<'button' | 'application' | 'cabinet' | 'backend' | 'sandbox', (import('rollup').RollupOptions & { output: import('rollup').OutputOptions })[]>}
 */
export const builds = {
  button: [
    inBrowser('button', {
      input: { 'installment-button': source('button/src/script.ts') },
      output: { dir: source('button/dist'), chunkFileNames: 'installment-[name]-[hash].js', sourcemap: true },
    }),
    inBrowser('button', {
      input: source('button/src/script.ts'),
      output: { file: source('button/dist/installment-button.classic.js'), format: 'iife', inlineDynamicImports: true, sourcemap: true },
    }),
    {
      // For bundlers: left readable, with the dependencies of package.json outside.
      input: { index: source('button/src/index.ts') },
      preserveEntrySignatures: 'allow-extension',
      external: /^@lit\/reactive-element/,
      output: { dir: source('button/dist/esm'), chunkFileNames: '[name].js', sourcemap: true },
      plugins: [typescript('button'), resolveSources(['browser'])],
    },
  ],
  application: [inBrowserPage('application', '/apply/assets/')],
  cabinet: [inBrowserPage('cabinet', '/cabinet/assets/')],
  backend: [
    onServer('backend', 'backend/src/main.ts', 'backend/dist/server.js'),
    onServer('backend', 'backend/src/cli.ts', 'backend/dist/cli.js'),
  ],
  sandbox: [onServer('sandbox', 'sandbox/src/main.ts', 'sandbox/dist/sandbox.js')],
};

export default Object.values(builds).flat();

function inBrowser(name, { input, output, plugins = [] }) {
  return {
    input,
    output,
    // What the entry shares with its chunks stays in the entry: one file before intent, not two.
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      ...plugins,
      typescript(name, { sourceMap: Boolean(output.sourcemap) }),
      resolveSources(['browser']),
      // "Unsafe" is what would differ where a page replaces `String` or `Error` themselves; of our own code alone we know that it may.
      production ? terser({ ecma: 2022, module: true, compress: { passes: 3, unsafe: name === 'button' } }) : reloading(),
    ],
    onLog,
  };
}

function inBrowserPage(name, base) {
  return inBrowser(name, {
    output: {
      dir: source(`${name}/dist`),
      entryFileNames: 'assets/[name]-[hash].js',
      chunkFileNames: 'assets/[name]-[hash].js',
      assetFileNames: 'assets/[name]-[hash][extname]',
      sourcemap: !production,
    },
    plugins: [page(source(`${name}/src/index.html`), { base, minify: production })],
  });
}

/** One file that runs without node_modules. */
function onServer(name, input, file) {
  return {
    input: source(input),
    // PGlite loads its WebAssembly from beside itself, argon2 and sharp are native, so they stay packages; pg-native is optional and not installed.
    external: [/^@electric-sql\/pglite/, /^@node-rs\//, 'sharp', 'pg-native'],
    output: {
      file: source(file),
      inlineDynamicImports: true,
      banner:
        "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
    plugins: [typescript(name, { sourceMap: false }), resolveSources(['node']), commonjs({ ignoreDynamicRequires: true }), json()],
    onLog,
  };
}

function onLog(level, log, handler) {
  // What other people's packages are warned of is theirs to mend.
  if (level === 'warn' && [log.id, ...(log.ids ?? [])].some((id) => id?.includes('node_modules'))) return;
  // The classic script sets its global itself and exports nothing.
  if (log.code === 'MISSING_NAME_OPTION_FOR_IIFE_EXPORT') return;
  handler(level, log);
}

/** The sample shop's own files count as the button's: when one is saved, the script gets a new date, by which its page knows. */
function reloading() {
  return {
    name: 'reloading',
    async buildStart() {
      const shop = join(root, 'examples', 'storefront');
      for await (const file of glob('**/*.*', { cwd: shop, exclude: ['node_modules'] })) this.addWatchFile(join(shop, file));
    },
    transform(code, id) {
      return this.getModuleInfo(id)?.isEntry ? { code: `import '${join(root, 'scripts', 'reload.js')}';\n${code}`, map: null } : null;
    },
    banner: (chunk) => (chunk.isEntry ? `/* ${new Date().toISOString()} */` : ''),
  };
}

/** Workspaces are read from their sources, by the `workspace` condition. */
function resolveSources(conditions) {
  return nodeResolve({
    exportConditions: ['workspace', ...conditions],
    preferBuiltins: conditions.includes('node'),
    extensions: ['.js', '.mjs', '.cjs', '.json'],
  });
}

/** TypeScript as the compiler emits it, without a second look at the types: `tsc -b` checks those once for all bundles. */
function typescript(name, { sourceMap = true } = {}) {
  return [
    leanStyles(),
    compile({ tsconfig: source(`${name}/tsconfig.rollup.json`), filterRoot: root, sourceMap, inlineSources: sourceMap }),
  ];
}

function leanStyles() {
  return {
    name: 'lean-styles',
    transform: (code, id) =>
      production && id.endsWith('.styles.ts') ? minifyStyles(code).then((lean) => ({ code: lean, map: null })) : null,
  };
}

async function minifyStyles(code) {
  const literal = /(?<=css ?`)[^`$\\]*(?=`)/g;
  const lean = await Promise.all(code.match(literal)?.map((css) => transform(css, { loader: 'css', minify: true })) ?? []);
  // esbuild keeps the spaces of custom properties, and quotes within `:host()`, which say nothing there.
  return code.replace(literal, () =>
    lean
      .shift()
      .code.trim()
      .replace(/(--[\w-]+): /g, '$1:')
      .replace(/(?<=[(,]) | (?=\))/g, '')
      .replace(/="(\w+)"/g, '=$1'),
  );
}
