import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionOrder } from '@installment-button/protocol/session-view';
import { readPlace } from './place.ts';
import { returnAddress } from './return-address.ts';
import { order, orderId, sessionToken } from '../testing/fixtures.ts';

const read = (href: string, origins = '') => readPlace({ href }, origins, true);

test('order, token and look are read from the link', () => {
  const place = read(
    `https://credit.example/apply/${orderId}?theme=dark&locale=en#${sessionToken}`,
    'https://shop.example http://localhost:4200',
  );
  assert.equal(place.orderId, orderId);
  assert.equal(place.session, sessionToken);
  assert.equal(place.theme, 'dark');
  assert.equal(place.locale, 'en');
  assert.equal(place.service, 'https://credit.example');
  assert.deepEqual(place.origins, ['https://shop.example', 'http://localhost:4200']);
});

test('a service under a path keeps its path', () => {
  assert.equal(read(`https://bank.example/credit/apply/${orderId}#${sessionToken}`).service, 'https://bank.example/credit');
});

test('the frame’s id in T-Bank’s widget is read from the query and kept as text', () => {
  const place = read(`https://credit.example/apply/${orderId}?frameId=01#${sessionToken}`);
  assert.deepEqual([place.session, place.widgetFrame], [sessionToken, '01']);
  assert.equal(readPlace({ href: `https://credit.example/apply/${orderId}?frameId=1#${sessionToken}` }, '', false).widgetFrame, null);
});

test('a query appended behind the token does not spoil the token', () => {
  const place = read(`https://credit.example/apply/${orderId}#${sessionToken}?frameId=3`);
  assert.deepEqual([place.session, place.widgetFrame], [sessionToken, '3']);
  assert.equal(read(`https://credit.example/apply/${orderId}#${sessionToken}`).widgetFrame, null);
});

test('the page is in Russian unless the link says otherwise, whatever the browser speaks', () => {
  assert.ok(
    navigator.languages.every((language) => !language.startsWith('ru')),
    'the browser of this test speaks English',
  );
  assert.equal(read(`https://credit.example/apply/${orderId}#${sessionToken}`).locale, 'ru');
  assert.equal(read(`https://credit.example/apply/${orderId}?locale=auto#${sessionToken}`).locale, 'ru');
  assert.equal(read(`https://credit.example/apply/${orderId}?locale=en#${sessionToken}`).locale, 'en');
});

test('a link cut short has no token, and a strange theme is none', () => {
  const place = read(`https://credit.example/apply/${orderId}?theme=pink#ses_`);
  assert.equal(place.session, null);
  assert.equal(place.theme, 'auto');
});

test('a placeholder that nobody filled is no origin', () => {
  assert.deepEqual(read('https://credit.example/apply/x', '%ORIGINS%').origins, []);
});

test('the way back carries the order’s id, and no script', () => {
  const returnUrls = { success: 'https://shop.example/thanks?a=1', cancel: 'javascript:alert(1)' };
  assert.equal(returnAddress({ ...order, status: 'signed', returnUrls }), `https://shop.example/thanks?a=1&installment=${order.id}`);
  assert.equal(returnAddress({ ...order, returnUrls }), null);
  assert.equal(returnAddress(order), null);
});

test('what became of the order decides where the buyer goes back to, and no address stands in for another', () => {
  const all = { success: 'https://shop.example/yes', failure: 'https://shop.example/no', cancel: 'https://shop.example/left' };
  const goesTo = (status: SessionOrder['status'], returnUrls: SessionOrder['returnUrls'] = all) =>
    returnAddress({ ...order, status, returnUrls })?.split('?')[0] ?? null;
  for (const status of ['signed', 'confirmed', 'settled'] as const) assert.equal(goesTo(status), all.success, status);
  assert.equal(goesTo('rejected'), all.failure);
  for (const status of ['created', 'submitted', 'approved', 'canceled', 'expired'] as const)
    assert.equal(goesTo(status), all.cancel, status);
  assert.equal(goesTo('signed', { cancel: all.cancel, failure: all.failure }), null);
  assert.equal(goesTo('rejected', { success: all.success, cancel: all.cancel }), null);
  assert.equal(goesTo('canceled', { success: all.success, failure: all.failure }), null);
});
