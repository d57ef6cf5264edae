import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const needs = { banks: false, delivery: false };
/** All that a production server needs. */
const complete = {
  PUBLIC_URL: 'https://credit.example',
  DATABASE_URL: 'postgres://localhost/shop',
  ENCRYPTION_KEYS: key,
  INDEX_KEY: key,
  LINK_KEY: key,
};
const read = (environment: Record<string, string>, built = true) => readConfig({ ...complete, ...environment }, needs, built);

test('a built server is a production server unless NODE_ENV says development', () => {
  assert.equal(read({}).production, true);
  assert.equal(read({ NODE_ENV: 'test' }).production, true);
  assert.equal(read({ NODE_ENV: 'development', PUBLIC_URL: 'http://localhost:4000' }).production, false);
  assert.equal(read({ PUBLIC_URL: 'http://localhost:4000' }, false).production, false);
});

test('a production server needs an https PUBLIC_URL and its own keys', () => {
  assert.throws(() => read({ PUBLIC_URL: 'http://credit.example' }), /^Error: PUBLIC_URL/);
  assert.throws(() => read({ PUBLIC_URL: '' }), /^Error: PUBLIC_URL/);
  assert.throws(() => read({ ENCRYPTION_KEYS: '' }), /^Error: ENCRYPTION_KEYS/);
});

test('a development server refuses a public PUBLIC_URL', () => {
  for (const address of ['https://credit.example', 'http://192.0.2.1:4000'])
    assert.throws(() => read({ NODE_ENV: 'development', PUBLIC_URL: address }), /^Error: PUBLIC_URL: must be on localhost/);
});

test('a development server listens on this machine only, a production server on all interfaces, and HOST overrides both', () => {
  assert.equal(read({}).host, '::');
  assert.equal(read({ NODE_ENV: 'development', PUBLIC_URL: 'http://localhost:4000' }).host, '127.0.0.1');
  assert.equal(read({ HOST: '10.0.0.1' }).host, '10.0.0.1');
});

test('TRUSTED_PROXIES takes addresses and networks, and names what it cannot take', () => {
  assert.deepEqual(read({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8::/32' }).trustedProxies, [
    '127.0.0.1',
    '10.0.0.0/8',
    '2001:db8::/32',
  ]);
  assert.throws(() => read({ TRUSTED_PROXIES: '127.0.0.1,foo' }), /^Error: TRUSTED_PROXIES: foo/);
});
