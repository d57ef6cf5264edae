import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './workspace.ts';

/** Lays beside server.js what it serves and what cannot be bundled: then `packages/backend/dist` stands alone. */
export function assembleBackend(): void {
  const dist = inRoot('packages/backend/dist');
  if (!existsSync(join(dist, 'server.js'))) return;
  for (const name of ['application', 'cabinet'])
    copy(inRoot(`packages/${name}/dist`), join(dist, 'pages', name), (file) => file !== 'types');
  copy(inRoot('packages/button/dist'), join(dist, 'pages', 'button'), (file) => /\.js(\.map)?$/.test(file));
  copyPackage('@electric-sql/pglite', dist);
}

/** Replaces the folder, so that no file of an earlier build stays. */
function copy(from: string, to: string, wanted: (name: string) => boolean): void {
  rmSync(to, { recursive: true, force: true });
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    if (wanted(name) && !name.startsWith('.')) cpSync(join(from, name), join(to, name), { recursive: true });
  }
}

function copyPackage(name: string, dist: string): void {
  const from = inRoot(`node_modules/${name}`);
  const to = join(dist, 'node_modules', name);
  if (existsSync(to) && version(to) === version(from)) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !/\.(map|d\.ts|d\.cts)$/.test(path) });
}

const version = (folder: string) => (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
