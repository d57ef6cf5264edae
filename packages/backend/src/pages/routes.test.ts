import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { originsOfOrder } from '../orders/framing-origins.ts';
import { harden } from '../platform/security/hardening.ts';
import { createApp, type App } from '../platform/http/http.ts';
import { pageRoutes } from './routes.ts';

const built = mkdtempSync(join(tmpdir(), 'installment-pages-'));
const folders = { button: join(built, 'button'), application: join(built, 'application'), docs: join(built, 'docs') };
const releases = join(built, 'releases');
let backend: TestBackend;
let app: App;
let orderId = '';

function write(path: string, text: string) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

before(async () => {
  backend = await startTestBackend({ banks: [aBank()], config: { releasesDir: releases } });
  const shop = await openTestShop(backend, { origin: 'https://shop.example' });
  await backend.context.sql
    .updateTable('shops')
    .set({ origins: ['https://shop.example', 'https://a.example'] })
    .execute();
  orderId = (await shop.createOrder()).id;
  app = createApp(backend.context);
  await harden(app, backend.context);
  pageRoutes(app, backend.context, {
    originsOfOrder: (id) => originsOfOrder(backend.context.sql, id, 'https://cabinet.example'),
    folderOf: (part) => folders[part],
  });
});
after(async () => {
  await app.close();
  await backend.close();
  rmSync(built, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

test('the icon is the same as that of the built pages', async () => {
  const response = await get('/favicon.ico');
  assert.deepEqual([response.statusCode, response.headers['content-type']], [200, 'image/svg+xml']);
  assert.equal(response.body, readFileSync(new URL('../../../ui/icon.svg', import.meta.url), 'utf8').trim());
});

test('before anything is built, it says so', async () => {
  for (const url of ['/installment-button.js', `/apply/${orderId}`]) {
    const response = await get(url);
    assert.equal(response.statusCode, 503, url);
    assert.match(response.body, /not built yet/);
  }
});

test('the button’s scripts may be loaded by every page, the chunks for ever', async () => {
  write(join(folders.button, 'installment-button.js'), `export const button = '${'x'.repeat(2000)}';`);
  write(join(folders.button, 'installment-button.classic.js'), '(() => {})();');
  write(join(folders.button, 'installment-checkout-DbWya_hS.js'), 'export {};');
  write(join(folders.button, 'installment-button.js.map'), '{}');
  const entry = await get('/installment-button.js', { 'accept-encoding': 'gzip, br' });
  assert.equal(entry.statusCode, 200);
  assert.equal(entry.headers['access-control-allow-origin'], '*');
  assert.equal(entry.headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(entry.headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(entry.headers['cache-control'], 'public, max-age=300');
  assert.equal(entry.headers['content-encoding'], 'br');
  assert.equal(entry.headers.vary, 'accept-encoding');
  assert.match(brotliDecompressSync(entry.rawPayload).toString(), /^export const button/);
  const plain = await get('/installment-button.js', { 'accept-encoding': 'br;q=0' });
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.notEqual(plain.headers.etag, entry.headers.etag);

  const again = await get('/installment-button.js', { 'accept-encoding': 'br', 'if-none-match': String(entry.headers.etag) });
  assert.equal(again.statusCode, 304);
  assert.equal(again.headers['access-control-allow-origin'], '*');

  assert.equal((await get('/installment-button.classic.js')).statusCode, 200);
  assert.equal((await get('/installment-button.js.map')).headers['content-type'], 'application/json; charset=utf-8');
  assert.equal((await get('/installment-checkout-DbWya_hS.js')).headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('a script that was built anew is served anew', async () => {
  write(join(folders.button, 'installment-button.js'), 'export const fresh = true;');
  assert.match((await get('/installment-button.js')).body, /fresh/);
});

test('an earlier build has its own address, and its chunks are found at the present one', async () => {
  write(join(releases, 'v1.2.3', 'installment-button.js'), 'export const version = "1.2.3";');
  write(join(releases, 'v1.2.3', 'installment-checkout-OLD.js'), 'export const old = true;');
  const entry = await get('/v1.2.3/installment-button.js');
  assert.match(entry.body, /1\.2\.3/);
  assert.equal(entry.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(entry.headers['access-control-allow-origin'], '*');
  assert.equal(entry.headers['cross-origin-resource-policy'], 'cross-origin');
  const chunk = await get('/v1.2.3/installment-checkout-OLD.js');
  assert.match(chunk.body, /old/);
  assert.equal(chunk.headers['access-control-allow-origin'], '*');
  write(join(folders.button, 'installment-button.js'), 'export const version = "1.3.0";');
  assert.match((await get('/installment-button.js')).body, /1\.3\.0/);
  assert.match((await get('/v1.2.3/installment-button.js')).body, /1\.2\.3/, 'a deploy leaves it as it was');
  assert.match((await get('/installment-checkout-OLD.js')).body, /old/);
  assert.equal((await get('/v9.9.9/installment-button.js')).statusCode, 404);
});

test('no address reaches a file outside the built folders', async () => {
  write(join(built, 'installment-secret.js'), 'secret');
  write(join(folders.application, 'secret.txt'), 'secret');
  for (const url of [
    '/installment-..%2finstallment-secret.js',
    '/installment-button.js%2f..%2f..%2finstallment-secret.js',
    '/installment-none.js',
    '/installment-%00.js',
    '/apply/assets/..%2fsecret.txt',
    '/apply/assets/%2e%2e%2fsecret.txt',
    '/apply/assets/.hidden',
    '/v1.2.3/..%2f..%2finstallment-secret.js',
    '/v..%2fx/installment-button.js',
  ]) {
    const response = await get(url);
    assert.equal(response.statusCode, 404, url);
    assert.ok(!response.body.includes('secret'));
  }
});

test('the application may be framed by its shop’s registered origins, and knows them', async () => {
  write(join(folders.application, 'index.html'), '<!doctype html><meta name="installment-origins" content="%ORIGINS%" />');
  write(join(folders.application, 'assets', 'main-abc.js'), 'export {};');
  const page = await get(`/apply/${orderId}?theme=dark`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /content="https:\/\/shop\.example https:\/\/a\.example"/);
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /(^|; )frame-ancestors https:\/\/shop\.example https:\/\/a\.example(;|$)/);
  assert.match(policy, /(^|; )script-src 'self'(;|$)/);
  assert.ok(!policy.includes('unsafe'));
  assert.equal(page.headers['x-frame-options'], undefined);
  assert.equal(page.headers['cross-origin-opener-policy'], 'unsafe-none');
  assert.equal(page.headers['permissions-policy'], 'camera=(self), otp-credentials=(self)');
  assert.equal(page.headers['set-cookie'], undefined);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.equal((await get('/apply/assets/main-abc.js')).headers['cache-control'], 'public, max-age=31536000, immutable');
});

test('the page of an unknown order is the same, but nobody may frame it', async () => {
  for (const id of ['ord_0000000000000', 'anything', '%22%3E%3Cscript%3E']) {
    const page = await get(`/apply/${id}`);
    assert.equal(page.statusCode, 404);
    assert.match(page.body, /content=""/);
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/);
  }
});

test('the documentation is served in the language of the browser, Russian first', async () => {
  write(
    join(folders.docs, 'index.html'),
    '<!doctype html><script>let a = 1;</script><script src="/docs/assets/app.js"></script><h1>Docs</h1>',
  );
  write(join(folders.docs, 'ru', 'guide.html'), '<!doctype html><h1>С нуля</h1>');
  write(join(folders.docs, 'assets', 'app.Df3.js'), 'export {};');
  write(join(folders.docs, '404.html'), '<!doctype html><h1>Такой страницы нет</h1>');
  assert.equal((await get('/docs')).headers.location, '/docs/ru/');
  assert.equal((await get('/docs', { 'accept-language': 'en-GB,ru;q=0.5' })).headers.location, '/docs/');
  const page = await get('/docs/');
  assert.equal(page.statusCode, 200);
  const hash = createHash('sha256').update('let a = 1;').digest('base64');
  assert.ok(String(page.headers['content-security-policy']).includes(`script-src 'self' 'sha256-${hash}';`));
  assert.match((await get('/docs/ru/guide')).body, /С нуля/);
  assert.match(String((await get('/docs/assets/app.Df3.js')).headers['cache-control']), /immutable/);
  const missing = await get('/docs/ru/none');
  assert.deepEqual([missing.statusCode, /Такой страницы нет/.test(missing.body)], [404, true]);
  for (const path of ['..%2fbutton/installment-button.js', '.built', 'assets/..%2f..%2fbutton', '%00']) {
    const answer = await get(`/docs/${path}`);
    assert.equal(answer.statusCode, 404, path);
  }
});

test('the bare address answers with a page that says where to go, in both languages, without a script', async () => {
  const russian = await get('/');
  assert.deepEqual([russian.statusCode, russian.headers['content-type']], [200, 'text/html; charset=utf-8']);
  assert.match(russian.body, /<html lang="ru">[^]*href="\/cabinet"[^]*href="\/docs\/api"/);
  assert.match((await get('/', { 'accept-language': 'en' })).body, /<html lang="en">/);
  assert.ok(!/<script/.test(russian.body));
  const [, styles = ''] = /<style>([^]*)<\/style>/.exec(russian.body) ?? [];
  const hash = createHash('sha256').update(styles).digest('base64');
  assert.ok(String(russian.headers['content-security-policy']).includes(`style-src 'sha256-${hash}'`));
});
