import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ru } from './ru.ts';
import { ruLater } from './ru-later.ts';

const root = new URL('../../../../', import.meta.url);
const rows = readFileSync(new URL('docs/promises.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| «'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** Every text; functions are called with a word that stands for any value. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    try {
      return [String((value as (...values: unknown[]) => unknown)('…', '…', '…'))];
    } catch {
      // It takes a list or a number: no promise stands there.
      return [];
    }
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const texts = textsOf([ru, ruLater]);

test('each promise of docs/promises.md stands in the frame, word for word', () => {
  assert.ok(rows.length > 10);
  for (const [, sentence = ''] of rows) {
    const words = sentence.slice(1, -1);
    assert.ok(
      texts.some((text) => text.includes(words)),
      words,
    );
  }
});

test('each promise names tests that exist', () => {
  for (const [, sentence, , tests = ''] of rows) {
    const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    assert.ok(files.length, sentence);
    for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
  }
});
