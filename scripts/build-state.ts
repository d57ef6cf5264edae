import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './workspace.ts';

/** What each build is made of, beside its own folder. */
const sources = {
  button: ['protocol'],
  application: ['protocol', 'ui'],
  cabinet: ['protocol', 'ui'],
  backend: ['protocol'],
  sandbox: ['protocol'],
  docs: [],
} satisfies Record<string, string[]>;

export type BuildName = keyof typeof sources;
export const buildNames = Object.keys(sources) as BuildName[];

const folderOf = (name: string) => (name === 'docs' ? 'docs' : `packages/${name}`);
/** Where a build lies, from the root. */
export const distOf = (name: BuildName) => (name === 'docs' ? 'docs/.vitepress/dist' : `packages/${name}/dist`);
const mark = (name: BuildName) => inRoot(`${distOf(name)}/.built`);

/** Is any source younger than the last build? */
export function isStale(name: BuildName): boolean {
  if (!existsSync(mark(name))) return true;
  const builtAt = statSync(mark(name)).mtimeMs;
  const folders = [name, ...sources[name]].map((folder) => inRoot(folderOf(folder)));
  const files = [...folders.flatMap(filesUnder), inRoot('rollup.config.mjs'), inRoot('package-lock.json')];
  return files.some((file) => statSync(file).mtimeMs > builtAt);
}

/** A file saved while the build ran is younger than the build, so the mark bears the time of the start. */
export function markBuilt(name: BuildName, startedAt: Date): void {
  writeFileSync(mark(name), '');
  utimesSync(mark(name), startedAt, startedAt);
}

/** What lies there is no build to start from. */
export function markUnbuilt(name: BuildName): void {
  rmSync(mark(name), { force: true });
}

const made = new Set(['dist', 'node_modules', 'cache']);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesUnder(path);
    return [path];
  });
}
