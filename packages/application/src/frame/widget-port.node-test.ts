import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionDetail, SessionOrder } from '@installment-button/protocol/session-view';
import { detail } from '../testing/fixtures.ts';
import { openWidgetPort, type WidgetWindow } from './widget-port.ts';

const shop = 'https://shop.example';
const back = `${shop}/thanks`;

function frame(framing: string, from: 'ancestors' | 'referrer' = 'ancestors') {
  const posted: [unknown, string][] = [];
  const location = { href: `${framing}/cart` };
  const own: WidgetWindow = {
    parent: { postMessage: (message, target) => void posted.push([message, target]), location },
    location: from === 'ancestors' ? { ancestorOrigins: [framing] } : {},
    document: { referrer: from === 'referrer' ? `${framing}/cart` : '' },
  };
  return { own, posted, location, types: () => posted.map(([message]) => (message as { type: string }).type.replace('tinkoff/', '')) };
}

const open = (own: WidgetWindow, { wayBack = back, widgetReturns = true }: { wayBack?: string | null; widgetReturns?: boolean } = {}) =>
  openWidgetPort({ place: { origins: [shop], widgetFrame: '3', widgetReturns }, wayBack: () => wayBack, own });

const session = (
  status: SessionOrder['status'],
  change: Partial<SessionDetail> = {},
  order: Partial<SessionOrder> = {},
): SessionDetail => ({
  ...detail,
  decisions: [],
  signing: null,
  ...change,
  order: { ...detail.order, status, previousStatus: null, ...order },
});

test('T-Bank’s widget hears its own words, with its frame’s id as text, on the registered origin alone', () => {
  const { own, posted } = frame(shop);
  const port = open(own);
  port.send('ready', {});
  port.send('resize', { height: 640, layout: 'form' });
  port.send('close', { reason: 'done' });
  assert.deepEqual(posted, [
    [{ type: 'tinkoff/READY', frameId: '3' }, shop],
    [{ type: 'tinkoff/RECALCULATE_HEIGHT', frameId: '3', height: 640 }, shop],
    [{ type: 'tinkoff/REDIRECT_TO_PARTNER', frameId: '3', returnLink: back }, shop],
  ]);
});

test('the first approval is told once, and a signature once', () => {
  const { own, types } = frame(shop);
  const port = open(own);
  const bank = { id: 'ladoga', name: 'Ладога' };
  port.look(null);
  port.look(session('submitted'));
  port.look(session('submitted', { decisions: [{ bank, decision: 'declined' }] }));
  assert.deepEqual(types(), []);
  port.look(session('submitted', { decisions: [{ bank, decision: 'approved' }] }));
  port.look(session('approved'));
  for (const status of ['signed', 'confirmed', 'settled'] as const) port.look(session(status));
  assert.deepEqual(types(), ['APPROVED', 'SUCCESS']);
});

test('an application that begins anew after a rejection is told of anew', () => {
  const { own, types } = frame(shop);
  const port = open(own);
  port.look(session('rejected'));
  port.look(session('approved', {}, { id: 'ord_SuccessorOrder1' }));
  assert.deepEqual(types(), ['REJECT', 'APPROVED']);
});

test('CANCEL means canceled for good: not on a close, and not after SUCCESS', () => {
  const { own, types, location } = frame(shop);
  const port = open(own, { wayBack: null });
  port.send('close', { reason: 'dismissed' });
  port.look(session('canceled', {}, { previousStatus: 'signed' }));
  assert.deepEqual([types(), location.href], [[], `${shop}/cart`]);
  port.look(session('canceled', {}, { previousStatus: 'approved' }));
  assert.deepEqual(types(), ['CANCEL']);
});

test('without useReturnLinks our page moves the shop’s page by itself', () => {
  const { own, posted, location } = frame(shop);
  open(own, { widgetReturns: false }).send('close', { reason: 'done' });
  assert.deepEqual([posted, location.href], [[], back]);
});

test('a page that the shop did not register hears nothing and is not moved', () => {
  for (const from of ['ancestors', 'referrer'] as const) {
    for (const widgetReturns of [true, false]) {
      const { own, posted, location } = frame('https://other.example', from);
      const port = open(own, { widgetReturns });
      port.send('ready', {});
      port.look(session('signed'));
      port.send('close', { reason: 'done' });
      assert.deepEqual([posted, location.href], [[], 'https://other.example/cart']);
    }
  }
});
