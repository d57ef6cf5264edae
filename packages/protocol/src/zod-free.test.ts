import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What the button, or a page without room for zod, may load. */
const zodFree = [
  'status',
  'mask',
  'money',
  'lines',
  'plans',
  'days',
  'schedule',
  'full-cost',
  'compute-offer',
  'frame-guards',
  'phone',
  'applicant-rules',
  'applicant-warnings',
  'bad-ends',
  'moscow-day',
  'voluntary-data',
  'problem-codes',
];

/** Every module that the file loads at run time, by its own words or through another file. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  for (const [, typeOnly, from] of source.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gms)) {
    if (typeOnly || !from || seen.has(from)) continue;
    seen.add(from);
    if (from.startsWith('./')) loadedBy(from, seen);
  }
  return seen;
}

test('the files for the button load no zod, not even through another', () => {
  for (const name of zodFree) {
    const foreign = [...loadedBy(`./${name}.ts`)].filter((from) => !from.startsWith('./'));
    assert.deepEqual(foreign, [], name);
  }
});

test('the check itself sees zod where it is', () => {
  assert.ok(loadedBy('./merchant-api.ts').has('zod/mini'));
  assert.ok(loadedBy('./bank-config.ts').has('zod/mini'));
});
