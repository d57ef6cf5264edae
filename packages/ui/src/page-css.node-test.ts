import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

const css = await readFile(join(import.meta.dirname, 'page.css'), 'utf8');
const tokensOf = (block: string) => [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => `${name}: ${value}`);
const blockAfter = (selector: string) => {
  const start = css.indexOf('{', css.indexOf(selector));
  return css.slice(start, css.indexOf('}', start));
};

test('the dark values of the system’s choice and of ours are the same', () => {
  const [bySystem, byUs] = [tokensOf(blockAfter(":root:not([data-theme='light'])")), tokensOf(blockAfter(":root[data-theme='dark']"))];
  assert.ok(bySystem.length > 25);
  assert.deepEqual(byUs, bySystem);
});

test('every dark token has a light one', () => {
  const names = (tokens: string[]) => tokens.map((token) => token.split(':')[0]);
  const light = names(tokensOf(blockAfter(':root {')));
  for (const name of names(tokensOf(blockAfter(":root[data-theme='dark']")))) assert.ok(light.includes(name), name);
});

test('the face takes at most 60 KB and never blocks the text', async () => {
  const folder = join(import.meta.dirname, '..', 'fonts');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.woff2'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  assert.equal(files.length, 3);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 60 * 1024);
  assert.equal(css.match(/@font-face/g)?.length, css.match(/font-display: swap/g)?.length);
});
