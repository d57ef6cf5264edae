import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { goods } from './shop/goods.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Only files that are named here are ever read: a path from outside never reaches the disk. */
const files = new Map<string, URL>([
  ...['shop.css', 'catalogue.css', 'product.css', 'cart.css', 'order.css', 'shop.js', 'order.js', 'icon.svg'].map(own),
  ...goods.flatMap(({ pictures }) => pictures.map(({ file }) => own(`goods/${file}`))),
  ...['cyrillic', 'latin', 'latin-ext'].map(font),
]);

function own(file: string): [string, URL] {
  return [`/${file}`, new URL(`./public/${file}`, import.meta.url)];
}

/** Onest, self-hosted: no visitor is told to a font service. */
function font(subset: string): [string, URL] {
  return [
    `/fonts/onest-${subset}.woff2`,
    new URL(import.meta.resolve(`@fontsource-variable/onest/files/onest-${subset}-wght-normal.woff2`)),
  ];
}

/** Whether the path was one of ours. */
export async function sendAsset(path: string, response: ServerResponse): Promise<boolean> {
  const file = files.get(path);
  if (!file) return false;
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const body = await readFile(file);
  response.writeHead(200, {
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': extension === 'woff2' ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(body);
  return true;
}
