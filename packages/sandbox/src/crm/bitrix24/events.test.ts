import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawRequest } from '../../neighbours/testing/raw-request.ts';
import { errorOf, portalClient } from './testing/portal-client.ts';

test('event.bind works with an application’s token only', async () => {
  const { post, asApplication, tokens, hooks } = await portalClient();
  const params = { event: 'ONCRMDEALUPDATE', handler: `${hooks.url}/events` };
  assert.deepEqual(errorOf(await post('event.bind', params)), [403, 'WRONG_AUTH_TYPE']);
  const { access_token: access } = await tokens();
  assert.equal((await asApplication('event.bind', params, access)).json<{ result: boolean }>().result, true);
  assert.equal((await asApplication('event.bind', params, access)).status, 400);
});

test('an event brings only the id, the application token, and a person’s tokens only if a person acted; it is never repeated', async () => {
  const { bitrix, hooks, tokens, asApplication, addDeal, application } = await portalClient();
  const id = await addDeal();
  const { access_token: access } = await tokens();
  await asApplication('event.bind', { event: 'ONCRMDEALUPDATE', handler: `${hooks.url}/events` }, access);
  hooks.answerNext(500);
  bitrix.moveDeal(id, 'WON');
  await bitrix.settled();
  bitrix.moveDeal(id, 'LOSE', 'robot');
  await bitrix.settled();
  assert.equal(hooks.received.length, 2);
  const [person, robot] = hooks.received.map(({ body }) => new URLSearchParams(body));
  assert.deepEqual(
    [person!.get('event'), person!.get('data[FIELDS][ID]'), person!.get('auth[application_token]')],
    ['ONCRMDEALUPDATE', String(id), application.applicationToken],
  );
  assert.deepEqual([person!.get('auth[access_token]') !== null, robot!.get('auth[access_token]')], [true, null]);
});

test('an outgoing webhook made by hand learns of stages, but not of a move to another funnel', async () => {
  const { bitrix, hooks, addDeal } = await portalClient();
  const id = await addDeal();
  for (const event of ['ONCRMDEALUPDATE', 'ONCRMDEALMOVETOCATEGORY']) bitrix.addOutgoingWebhook(event, `${hooks.url}/hook`, 'hand-made');
  bitrix.moveDeal(id, 'WON');
  bitrix.moveDeal(id, 'C9:WON');
  await bitrix.settled();
  assert.deepEqual(
    hooks.received.map(({ body }) => new URLSearchParams(body).get('auth[application_token]')),
    ['hand-made'],
  );
});

test('the offline queue keeps events until they are cleared, and own changes of the connector stay out of it', async () => {
  const { bitrix, call, asApplication, tokens, addDeal } = await portalClient();
  const id = await addDeal();
  const { access_token: access } = await tokens();
  await asApplication('event.bind', { event: 'ONCRMDEALUPDATE', event_type: 'offline', auth_connector: 'button' }, access);
  await call('crm.item.update', { entityTypeId: 2, id, fields: { title: 'своё' }, auth_connector: 'button' });
  bitrix.moveDeal(id, 'WON');
  const get = async (clear?: number) =>
    (await asApplication('event.offline.get', { auth_connector: 'button', ...(clear === undefined ? {} : { clear }) }, access)).json<{
      result: { process_id: string; events: { EVENT_DATA: unknown }[] };
    }>().result;
  const first = await get(0);
  assert.deepEqual(
    first.events.map(({ EVENT_DATA }) => EVENT_DATA),
    [{ FIELDS: { ID: id } }],
  );
  assert.equal((await get(0)).events.length, 0);
  await asApplication('event.offline.clear', { process_id: first.process_id }, access);
  bitrix.moveDeal(id, 'NEW');
  assert.equal((await get()).events.length, 1);
  assert.equal((await get()).events.length, 0);
});

test('a payment system over REST in CHECKOUT mode: the portal posts a form and reads a 200 alone', async () => {
  const { bitrix, call, post, hooks, addDeal } = await portalClient();
  const settings = {
    CURRENCY: ['RUB'],
    CLIENT_TYPE: 'b2c',
    CHECKOUT_DATA: { ACTION_URI: `${hooks.url}/checkout`, FIELDS: { phone: { CODE: 'PHONE' } } },
  };
  await call('sale.paysystem.handler.add', { NAME: 'Рассрочка', CODE: 'installment', SETTINGS: settings });
  assert.deepEqual(errorOf(await post('sale.paysystem.handler.add', { NAME: 'Рассрочка', CODE: 'installment', SETTINGS: settings })), [
    400,
    'ERROR_HANDLER_ALREADY_EXIST',
  ]);
  const system = { NAME: 'Рассрочка', PERSON_TYPE_ID: 1, BX_REST_HANDLER: 'installment' };
  assert.deepEqual(errorOf(await post('sale.paysystem.add', system)), [400, 'ERROR_CHECK_FAILURE']);
  const paySystemId = (await call<number>('sale.paysystem.add', { ...system, ENTITY_REGISTRY_TYPE: 'ORDER', ACTIVE: 'Y' })).result;
  const deal = await addDeal();
  const { productRows } = (
    await call('crm.item.productrow.set', { ownerType: 'D', ownerId: deal, productRows: [{ productName: 'А', price: 50, quantity: 2 }] })
  ).result;
  const paymentId = (await call<number>('crm.item.payment.add', { entityId: deal, entityTypeId: 2 })).result;
  await call('crm.item.payment.product.add', { paymentId, rowId: (productRows as { id: number }[])[0]!.id, quantity: 2 });
  assert.deepEqual(errorOf(await post('sale.paysystem.pay.payment', { PAYMENT_ID: paymentId, PAY_SYSTEM_ID: paySystemId })), [
    400,
    'ERROR_CHECK_FAILURE',
  ]);
  await call('crm.item.payment.update', { id: paymentId, fields: { paySystemId } });

  assert.match(JSON.stringify(await bitrix.checkout(paymentId)), /phone/);
  hooks.answerNext(201, JSON.stringify({ PAYMENT_URL: 'https://a.example', PAYMENT_ID: 'ord_1' }));
  assert.deepEqual(await bitrix.checkout(paymentId, { phone: '+79160000001' }), { errors: ['HTTP 201'] });
  hooks.answerAlways(200, JSON.stringify({ PAYMENT_URL: 'https://a.example', PAYMENT_ID: 'ord_1' }));
  assert.deepEqual(await bitrix.checkout(paymentId, { phone: '+79160000001' }), { url: 'https://a.example', externalPaymentId: 'ord_1' });
  await bitrix.checkout(paymentId, { phone: '+79160000001' });
  const [, second, third] = hooks.received.map(({ body }) => new URLSearchParams(body));
  assert.deepEqual(
    [second!.get('phone'), second!.get('BX_SYSTEM_PARAMS[SUM]'), second!.get('BX_SYSTEM_PARAMS[EXTERNAL_PAYMENT_ID]')],
    ['+79160000001', '100.00', null],
  );
  assert.equal(third!.get('BX_SYSTEM_PARAMS[EXTERNAL_PAYMENT_ID]'), 'ord_1');
  await call('sale.paysystem.pay.payment', { PAYMENT_ID: paymentId, PAY_SYSTEM_ID: paySystemId });
  assert.equal(bitrix.portal.payments[0]!.paid, true);
});

test('the consent page sends the browser back with a code, the state and the portal', async () => {
  const { bitrix, application } = await portalClient();
  const consent = await rawRequest(`${bitrix.url}/oauth/authorize/?client_id=${application.clientId}&state=s1`);
  const { searchParams } = new URL(String(consent.headers['location']));
  assert.deepEqual([consent.status, searchParams.get('state'), searchParams.get('domain')], [302, 's1', new URL(bitrix.url).host]);
});
