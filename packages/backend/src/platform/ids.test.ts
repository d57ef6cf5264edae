import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomIds } from './ids.ts';

test('ids of one moment sort as they were made, and none comes twice', () => {
  const ids = Array.from({ length: 20_000 }, () => randomIds.next('off'));
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids.slice(0, 100)) assert.match(id, /^off_[0-9A-HJKMNP-TV-Z]{24}$/);
});
