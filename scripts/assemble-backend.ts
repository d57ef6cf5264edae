import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { distOf, type BuildName } from './build-state.ts';
import { inRoot } from './workspace.ts';

const dist = inRoot('packages/backend/dist');

/** Lays beside server.js what it serves and what cannot be bundled: then `packages/backend/dist` stands alone. */
export function assembleBackend(): void {
  for (const name of ['application', 'cabinet', 'docs'] as const) layPage(name, (file) => file !== 'types');
  layPage('button', (file) => /\.js(\.map)?$/.test(file));
  cpSync(inRoot('packages/backend/src/signing/fonts'), join(dist, 'fonts'), { recursive: true });
  // The programs of argon2 and sharp are packages of their own, one a platform: those of this machine are installed.
  const native = ['@node-rs', '@img'].flatMap((scope) => readdirSync(inRoot(`node_modules/${scope}`)).map((name) => `${scope}/${name}`));
  for (const name of ['@electric-sql/pglite', 'sharp', 'detect-libc', 'semver', ...native]) copyPackage(name);
}

/** Replaces the folder, so that no file of an earlier build stays. */
function layPage(name: BuildName, wanted: (name: string) => boolean): void {
  const [from, to] = [inRoot(distOf(name)), join(dist, 'pages', name)];
  if (!existsSync(from)) return;
  rmSync(`${to}.new`, { recursive: true, force: true });
  mkdirSync(`${to}.new`, { recursive: true });
  for (const file of readdirSync(from).filter((file) => wanted(file) && !file.startsWith('.'))) {
    cpSync(join(from, file), join(`${to}.new`, file), { recursive: true });
  }
  // Here once, and not in the first request after each start.
  for (const path of globSync(join(`${to}.new`, '**/*.{css,html,js,svg}')))
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  rmSync(to, { recursive: true, force: true });
  renameSync(`${to}.new`, to);
}

function copyPackage(name: string): void {
  const from = inRoot(`node_modules/${name}`);
  const to = join(dist, 'node_modules', name);
  if (existsSync(to) && version(to) === version(from)) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, filter: (path) => !/\.(map|d\.ts|d\.cts)$/.test(path) });
}

const version = (folder: string) => (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
