// Makes the woff2 files in this folder from the npm package of the face: `node packages/ui/fonts/subset.ts`.
// The result is committed, so that a build needs neither this step nor the whole face.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const range = (from: string, to: string) => {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
};

// The package is cut in four by script; what we need lies in three of them. U+202F is missing in the face: design.md.
const parts = [
  { source: 'cyrillic', text: `${range('А', 'я')}Ёё№` },
  { source: 'latin', text: `${range(' ', '~')}\u00a0«»—–\u2011‘’“”„…·•×°−©§` },
  { source: 'latin-ext', text: '₽', name: 'rouble' },
] as const;

const require = createRequire(import.meta.url);
const source = (part: string) => require.resolve(`@fontsource-variable/golos-text/files/golos-text-${part}-wght-normal.woff2`);

let total = 0;
for (const part of parts) {
  const whole = await readFile(source(part.source));
  const subset = await subsetFont(whole, part.text, { targetFormat: 'woff2', variationAxes: { wght: { min: 400, max: 600 } } });
  const name = `golos-text-${'name' in part ? part.name : part.source}.woff2`;
  await writeFile(join(import.meta.dirname, name), subset);
  total += subset.length;
  console.log(`${name}\t${whole.length} → ${subset.length} bytes`);
}
await copyFile(require.resolve('@fontsource-variable/golos-text/LICENSE'), join(import.meta.dirname, 'OFL.txt'));

const limit = 60 * 1024;
console.log(`together\t${total} bytes`);
if (total > limit) throw new Error(`The face takes ${total} bytes, more than ${limit}.`);
