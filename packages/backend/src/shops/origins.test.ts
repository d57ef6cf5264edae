import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalizeOrigin } from './origins.ts';

test('an origin is stored as browsers send it', () => {
  for (const [written, origin] of [
    ['https://Shop.example/', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://магазин.рф', 'https://xn--80aairftm.xn--p1ai'],
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
    ['http://[::1]:4020', 'http://[::1]:4020'],
    ['http://shop.localhost:4020', 'http://shop.localhost:4020'],
  ] as const)
    assert.equal(normalizeOrigin(written), origin, written);
});

test('what could be a wildcard or a separator in a policy is no origin', () => {
  for (const text of [
    'https://*.shop.example',
    'https://*',
    'https://shop.example;script-src',
    'https://shop.example,evil.example',
    "https://shop.example'",
    'https://shop_1.example',
    'https://-shop.example',
    'https://shop.example/path',
    'https://user@shop.example',
    'http://shop.example',
    'null',
    'data:text/html,x',
  ])
    assert.equal(normalizeOrigin(text), null, text);
});
