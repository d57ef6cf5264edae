import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startNeighbours } from './start-neighbours.ts';

test('all neighbours start on ports of their own, keep what they received, and stop', async () => {
  const neighbours = await startNeighbours();
  after(() => neighbours.close());
  assert.equal(new Set(neighbours.all.map(({ url }) => url)).size, neighbours.all.length);
  await fetch(`${neighbours.retailCrm.url}/api/v5/orders`);
  const busy = neighbours.all.filter(({ exchanges }) => exchanges.length > 0);
  assert.deepEqual(
    busy.map(({ name }) => name),
    ['RetailCRM'],
  );
  await neighbours.close();
  await assert.rejects(fetch(neighbours.retailCrm.url));
});
