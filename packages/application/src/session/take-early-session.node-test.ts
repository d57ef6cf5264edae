import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeEarlySession } from './take-early-session.ts';

const address = 'https://credit.example/v1/session';
const asking = (token: string) => ({ method: 'GET', headers: new Headers({ authorization: token }) });

function scene(answer: Promise<Response> = Promise.resolve(new Response('early'))) {
  answer.catch(() => undefined);
  let asked = 0;
  const network = () => {
    asked += 1;
    return Promise.resolve(new Response(`asked ${asked}`));
  };
  const take = takeEarlySession({ authorization: 'Bearer ses_1', answer }, network);
  return async (url: string, init?: RequestInit) => (await take(url, init)).text();
}

test('the first read gets the early answer, the next one asks', async () => {
  const read = scene();
  assert.equal(await read(address, asking('Bearer ses_1')), 'early');
  assert.equal(await read(address, asking('Bearer ses_1')), 'asked 1');
});

test('another token, or anything but the read of the session, asks', async () => {
  assert.equal(await scene()(address, asking('Bearer buy_1')), 'asked 1');
  const read = scene();
  assert.equal(await read(`${address}/phone`, { method: 'POST' }), 'asked 1');
  assert.equal(await read(address, asking('Bearer ses_1')), 'early');
});

test('an early question that failed is asked again', async () => {
  assert.equal(await scene(Promise.reject(new TypeError('Failed to fetch')))(address, asking('Bearer ses_1')), 'asked 1');
});
