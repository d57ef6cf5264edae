import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portalClient } from './testing/portal-client.ts';

interface Batch {
  result: Record<string, unknown>;
  result_error: Record<string, { error: string }>;
  result_total: unknown;
  result_next: unknown;
}

test('a batch passes results on, answers 200 with the errors inside, and writes empty maps as []', async () => {
  const { call, bitrix } = await portalClient();
  const cmd = {
    contact: 'crm.item.add?entityTypeId=3&fields[name]=Иван',
    deal: 'crm.item.add?entityTypeId=2&fields[title]=Заказ&fields[contactIds][0]=$result[contact][item][id]',
    wrong: 'crm.no.such',
    inner: 'batch?cmd[a]=profile',
  };
  const batch = (await call<Batch>('batch', { halt: 0, cmd })).result;
  assert.deepEqual(bitrix.portal.deals[0]!.contactIds, [bitrix.portal.contacts[0]!.id]);
  assert.deepEqual(Object.keys(batch.result), ['contact', 'deal']);
  assert.deepEqual(
    [batch.result_error['wrong']!.error, batch.result_error['inner']!.error],
    ['ERROR_METHOD_NOT_FOUND', 'ERROR_BATCH_METHOD_NOT_ALLOWED'],
  );
  assert.deepEqual(batch.result_next, []);
});

test('halt stops at the first error', async () => {
  const { call } = await portalClient();
  const batch = (await call<Batch>('batch', { halt: 1, cmd: { a: 'crm.no.such', b: 'profile' } })).result;
  assert.deepEqual([batch.result, Object.keys(batch.result_error)], [[], ['a']]);
});

test('of more than fifty commands the first fifty run', async () => {
  const { call } = await portalClient();
  const cmd = Object.fromEntries(Array.from({ length: 52 }, (_, place) => [`c${place}`, 'server.time']));
  const batch = (await call<Batch>('batch', { cmd })).result;
  assert.deepEqual([Object.keys(batch.result).length, Object.keys(batch.result_error)], [50, ['c50', 'c51']]);
});
