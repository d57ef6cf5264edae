import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = fileURLToPath(new URL('..', import.meta.url));

/** The script as a shop's page loads it, from today's sources, by its file name: the entry and the part that is loaded at intent. */
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
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}
