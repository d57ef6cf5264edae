import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWidgetPort, type WidgetWindow } from './widget-port.ts';

const shop = 'https://shop.example';

function frame(framing: string, from: 'ancestors' | 'referrer' = 'ancestors') {
  const posted: [unknown, string][] = [];
  const own: WidgetWindow = {
    parent: { postMessage: (message, target) => void posted.push([message, target]) },
    location: from === 'ancestors' ? { ancestorOrigins: [framing] } : {},
    document: { referrer: from === 'referrer' ? `${framing}/cart` : '' },
  };
  return { own, posted };
}

const open = (own: WidgetWindow, back: string | null = `${shop}/thanks`) =>
  openWidgetPort({ place: { origins: [shop], widgetFrame: '3' }, wayBack: () => back, own });

test('T-Bank’s widget hears its own words, by the registered origin alone', () => {
  const { own, posted } = frame(shop);
  const port = open(own);
  port.send('ready', {});
  port.send('resize', { height: 640, layout: 'form' });
  const at = '2026-11-25T00:00:00.000Z';
  for (const status of ['submitted', 'approved', 'signed'] as const)
    port.send('status', { orderId: 'ord_0', externalId: null, status, previousStatus: null, sequence: 1, at });
  port.send('close', { reason: 'done' });
  assert.deepEqual(posted, [
    [{ type: 'tinkoff/READY', frameId: '3' }, shop],
    [{ type: 'tinkoff/RECALCULATE_HEIGHT', frameId: '3', height: 640 }, shop],
    [{ type: 'tinkoff/APPROVED', frameId: '3' }, shop],
    [{ type: 'tinkoff/SUCCESS', frameId: '3' }, shop],
    [{ type: 'tinkoff/REDIRECT_TO_PARTNER', frameId: '3', returnLink: `${shop}/thanks` }, shop],
  ]);
});

test('where no way back is known the frame is closed', () => {
  const { own, posted } = frame(shop, 'referrer');
  open(own, null).send('close', { reason: 'dismissed' });
  assert.deepEqual(posted, [[{ type: 'tinkoff/CANCEL', frameId: '3' }, shop]]);
});

test('a page that the shop did not register hears nothing', () => {
  for (const from of ['ancestors', 'referrer'] as const) {
    const { own, posted } = frame('https://other.example', from);
    open(own).send('ready', {});
    assert.deepEqual(posted, []);
  }
});
