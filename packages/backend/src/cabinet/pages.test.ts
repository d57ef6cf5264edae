import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createApp } from '../platform/http/http.ts';
import { startTestBackend, type TestBackend } from '../testing/start-backend.ts';
import { cabinetPages } from './pages.ts';

/** A request to whatever host: `fetch` does not let one choose. */
async function get(url: string, host?: string): Promise<IncomingMessage & { text: string }> {
  const sent = request(url, { headers: host === undefined ? {} : { host } }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return Object.assign(response, { text });
}

describe('the cabinet’s pages', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cabinet-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Cabinet</title>');
    writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function serve(cabinetUrl: string): Promise<{ url: string; close(): Promise<void> }> {
    const backend: TestBackend = await startTestBackend({
      engine: 'embedded',
      config: { publicUrl: 'https://credit.example', cabinetUrl },
    });
    const app = createApp(backend.context);
    cabinetPages(app, backend.context, folder);
    await app.listen({ port: 0 });
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return {
      url: `http://127.0.0.1:${port}`,
      async close() {
        await app.close();
        await backend.close();
      },
    };
  }

  it('are one page at every address under /cabinet, with a policy that lets in nothing of others', async () => {
    const { url, close } = await serve('https://credit.example/cabinet');
    for (const path of ['/cabinet', '/cabinet/orders/ord_0000000000000001', '/cabinet/shop/people']) {
      const page = await get(url + path);
      assert.deepEqual([page.statusCode, page.text], [200, '<!doctype html><title>Cabinet</title>'], path);
      const policy = String(page.headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.ok(!policy.includes('unsafe'), policy);
      assert.equal(page.headers['referrer-policy'], 'no-referrer');
    }
    const script = await get(`${url}/cabinet/assets/main-1a2b.js`);
    assert.match(String(script.headers['cache-control']), /immutable/);
    assert.equal((await get(`${url}/cabinet/assets/..%2Findex.html`)).statusCode, 404);
    assert.equal((await get(`${url}/elsewhere`)).statusCode, 404);
    await close();
  });

  it('answer to the cabinet’s own origin alone, where it has one', async () => {
    const { url, close } = await serve('https://cabinet.example');
    for (const path of ['/', '/orders/ord_0000000000000001', '/cabinet/assets/main-1a2b.js']) {
      assert.equal((await get(url + path, 'cabinet.example')).statusCode, 200, path);
      assert.equal((await get(url + path, 'credit.example')).statusCode, 404, path);
    }
    await close();
  });

  it('keep their API to that origin too', async () => {
    const backend = await startTestBackend({
      engine: 'embedded',
      config: { publicUrl: 'https://credit.example', cabinetUrl: 'https://cabinet.example' },
    });
    const status = async (host: string) => (await get(`${backend.url}/cabinet/api/banks-now`, host)).statusCode;
    assert.deepEqual([await status('cabinet.example'), await status('credit.example')], [200, 404]);
    await backend.close();
  });
});
