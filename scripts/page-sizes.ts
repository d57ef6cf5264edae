import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from './workspace.ts';

export interface PageSize {
  name: string;
  /** Whose page: packages/<page>/dist. */
  page: 'application' | 'cabinet';
  /** Chunks that its first screen waits for, by the beginning of their names. */
  firstScreen: readonly string[];
  /** Bytes after brotli. */
  limit: number;
}

/** Script and style before a page's first screen can be used. */
export const pageSizes: readonly PageSize[] = [
  // The Russian words are the longer ones.
  { name: 'application, before its first step is usable', page: 'application', firstScreen: ['ru'], limit: 45_700 },
  { name: 'cabinet, before the list is usable', page: 'cabinet', firstScreen: [], limit: 70_000 },
];

/** What the page's HTML names, whatever that imports without waiting, and the same of the first screen's chunks. */
export function loadedFiles({ page, firstScreen }: PageSize): string[] {
  const assets = inRoot(`packages/${page}/dist/assets`);
  const html = readFileSync(inRoot(`packages/${page}/dist/index.html`), 'utf8');
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    if (!existsSync(join(assets, file))) throw new Error(`${page}: ${file} is imported and not there`);
    found.add(file);
    if (file.endsWith('.js')) for (const imported of matches(join(assets, file), staticImports)) follow(imported);
  };
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address = '']) => basename(address));
  named.forEach(follow);
  for (const chunk of firstScreen) {
    const files = [...found].flatMap((file) =>
      matches(join(assets, file), new RegExp(`\\bimport\\(["']\\./(${chunk}-[\\w-]{8}\\.js)["']\\)`, 'g')),
    );
    files.forEach(follow);
    if (![...found].some((file) => file.startsWith(`${chunk}-`))) throw new Error(`${page}: no chunk ${chunk}`);
  }
  return [...found].map((file) => join(assets, file));
}

export function loadedBytes(page: PageSize): number {
  return loadedFiles(page).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0);
}

const staticImports = /\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

const matches = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));
