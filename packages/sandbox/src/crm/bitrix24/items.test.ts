import assert from 'node:assert/strict';
import { test } from 'node:test';
import { form, rawRequest } from '../../neighbours/testing/raw-request.ts';
import { errorOf, portalClient } from './testing/portal-client.ts';

test('a deal is added, found by its origin, updated and read back; unknown fields are ignored in silence', async () => {
  const { call, addDeal } = await portalClient();
  const id = await addDeal({
    categoryId: 9,
    stageId: 'C9:NEW',
    opportunity: 100.5,
    isManualOpportunity: 'Y',
    originatorId: 'button',
    originId: 'ord_1',
    colour: 'red',
    ufCrmBank: 'Ладога',
  });
  const found = await call('crm.item.list', { entityTypeId: 2, filter: { '=originatorId': 'button', '=originId': 'ord_1' } });
  assert.deepEqual([found.total, found.result.items[0]!['id'], 'next' in found], [1, id, false]);
  await call('crm.item.update', { entityTypeId: 2, id, fields: { stageId: 'C9:WON' } });
  const { item } = (await call('crm.item.get', { entityTypeId: 2, id })).result;
  assert.deepEqual(
    [item['stageId'], item['stageSemanticId'], item['opportunity'], item['ufCrmBank'], 'colour' in item],
    ['C9:WON', 'S', 100.5, 'Ладога', false],
  );
});

test('useOriginalUfNames switches the names of own fields', async () => {
  const { call, addDeal } = await portalClient();
  const id = await addDeal({ UF_CRM_BANK: 'нет' });
  await call('crm.item.update', { entityTypeId: 2, id, fields: { UF_CRM_BANK: 'Волна' }, useOriginalUfNames: 'Y' });
  const { item } = (await call('crm.item.get', { entityTypeId: 2, id, useOriginalUfNames: 'Y' })).result;
  assert.deepEqual([item['UF_CRM_BANK'], 'ufCrmBank' in item], ['Волна', false]);
});

test('wrong values, missing parameters, unknown items and forbidden filters have codes of their own', async () => {
  const { post, addDeal } = await portalClient();
  const id = await addDeal();
  const deal = (fields: object) => post('crm.item.update', { entityTypeId: 2, id, fields });
  assert.deepEqual(errorOf(await deal({ stageId: 'C9:WON' })), [400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID']);
  assert.deepEqual(errorOf(await deal({ opportunity: 'сто' })), [400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID']);
  assert.deepEqual(errorOf(await deal({ contactIds: [1] })), [400, 'CRM_FIELD_ERROR_VALUE_NOT_VALID']);
  assert.deepEqual(errorOf(await post('crm.item.add', { entityTypeId: 2 })), [400, '100']);
  assert.deepEqual(errorOf(await post('crm.item.get', { entityTypeId: 2, id: 1 })), [400, 'NOT_FOUND']);
  assert.deepEqual(errorOf(await post('crm.item.list', { entityTypeId: 2, filter: { '=nothing': 1 } })), [400, 'INVALID_ARG_VALUE']);
  assert.deepEqual(errorOf(await post('crm.no.such', {})), [404, 'ERROR_METHOD_NOT_FOUND']);
  assert.deepEqual(
    errorOf(
      await rawRequest((await portalClient()).bitrix.webhookUrl + 'profile', {
        body: '{',
        headers: { 'content-type': 'application/json' },
      }),
    ),
    [400, 'INVALID_REQUEST'],
  );
});

test('lists come in pages of 50', async () => {
  const { call, bitrix } = await portalClient({ capacity: 1000 });
  for (let count = 0; count < 120; count += 1) await call('crm.item.add', { entityTypeId: 2, fields: {} });
  assert.equal(bitrix.portal.deals.length, 120);
  const pages = [];
  for (let start: number | undefined = 0; start !== undefined;) {
    const page: { result: { items: unknown[] }; next?: number } = await call('crm.item.list', { entityTypeId: 2, start });
    pages.push(page.result.items.length);
    start = page.next;
  }
  assert.deepEqual(pages, [50, 50, 20]);
});

test('a contact is found by its phone, an empty answer is [], and errors are sentences without a code', async () => {
  const { call, post } = await portalClient();
  const fm = [{ typeId: 'PHONE', valueType: 'WORK', value: '+7 916 000-00-01' }];
  const { item } = (await call('crm.item.add', { entityTypeId: 3, fields: { name: 'Иван', fm } })).result;
  const search = (values: string[]) => call('crm.duplicate.findbycomm', { type: 'PHONE', values, entity_type: 'CONTACT' });
  assert.deepEqual((await search(['+79160000001'])).result, { CONTACT: [item['id']] });
  assert.deepEqual((await search(['+79160000002'])).result, []);
  assert.deepEqual(errorOf(await post('crm.duplicate.findbycomm', { type: 'PHONE', values: Array.from({ length: 21 }, String) })), [
    400,
    '',
  ]);
});

test('product rows overwrite all rows, and the sum follows them unless it is manual', async () => {
  const { call, addDeal, post } = await portalClient();
  const id = await addDeal();
  const rows = [
    { productName: 'Кофеварка', price: 33.33, quantity: 2, taxRate: 22, taxIncluded: 'Y' },
    { productName: 'Доставка', price: 33.34 },
  ];
  const set = (productRows: unknown, ownerType = 'D', ownerId = id) => post('crm.item.productrow.set', { ownerType, ownerId, productRows });
  assert.equal((await set(rows)).json<{ result: { productRows: unknown[] } }>().result.productRows.length, 2);
  const sum = async () => (await call('crm.item.get', { entityTypeId: 2, id })).result.item['opportunity'];
  assert.equal(await sum(), 100);
  await set([{ ...rows[0], taxIncluded: 'N', price: 100, quantity: 1 }]);
  assert.equal(await sum(), 122);
  await call('crm.item.update', { entityTypeId: 2, id, fields: { isManualOpportunity: 'Y', opportunity: 5 } });
  await set(rows);
  assert.equal(await sum(), 5);
  assert.deepEqual(errorOf(await set(rows, 'L')), [400, 'ENTITY_TYPE_NOT_SUPPORTED']);
  assert.deepEqual(errorOf(await set(rows, 'D', 1)), [400, 'OWNER_NOT_FOUND']);
});

test('stages of the first funnel are DEAL_STAGE, those of funnel 9 DEAL_STAGE_9', async () => {
  const { call } = await portalClient();
  const stages = (
    await call<
      {
        STATUS_ID: string;
        SEMANTICS: string | null;
      }[]
    >('crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE_9' } })
  ).result;
  assert.deepEqual(stages.map(({ STATUS_ID, SEMANTICS }) => [STATUS_ID, SEMANTICS]).slice(2), [
    ['C9:WON', 'S'],
    ['C9:LOSE', 'F'],
  ]);
  const categories = (await call('crm.category.list', { entityTypeId: 2 })).result['categories'];
  assert.equal((categories as unknown[]).length, 2);
});

test('parameters are read from a form too, with numbers as texts', async () => {
  const { bitrix } = await portalClient();
  const added = await rawRequest(
    `${bitrix.webhookUrl}crm.item.add.json`,
    form({ entityTypeId: '2', 'fields[title]': 'Форма', 'fields[opportunity]': '10.5', 'fields[isManualOpportunity]': 'Y' }),
  );
  assert.equal(added.json<{ result: { item: { opportunity: number } } }>().result.item.opportunity, 10.5);
});

test('a payment takes no sum but rows, and its errors carry the integer 0', async () => {
  const { call, post, addDeal, bitrix } = await portalClient();
  const id = await addDeal();
  const { productRows } = (
    await call('crm.item.productrow.set', { ownerType: 'D', ownerId: id, productRows: [{ productName: 'А', price: 50, quantity: 2 }] })
  ).result;
  const rowId = (productRows as { id: number }[])[0]!.id;
  const paymentId = (await call<number>('crm.item.payment.add', { entityId: id, entityTypeId: 2 })).result;
  assert.equal(typeof paymentId, 'number');
  await call('crm.item.payment.product.add', { paymentId, rowId, quantity: 2 });
  assert.deepEqual(errorOf(await post('crm.item.payment.product.add', { paymentId, rowId, quantity: 1 })), [400, 0]);
  assert.equal((await call('crm.item.payment.pay', { id: paymentId })).result, true);
  assert.equal(bitrix.portal.payments[0]!.paid, true);
  assert.deepEqual(errorOf(await post('crm.item.payment.add', { entityId: 1, entityTypeId: 2 })), [400, 0]);
});
