import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startSandbox } from '@installment-button/sandbox';
import { backendProcess } from '../support/backend-process.ts';
import { shopAt } from '../support/sites.ts';
import { desktop, launchBrowser, watchedPage } from '../support/watched-page.ts';

test('T-Bank’s widget, left on the page, hears that our page in its frame is ready', { timeout: 120_000 }, async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const backend = await backendProcess({ ...sandbox, built: true, environment: { LOG_LEVEL: 'warn' } });
  t.after(() => backend.close());
  await backend.start();
  let link = '';
  const shop = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><link rel="icon" href="data:,"><title>Checkout</title><script>
      addEventListener('message', ({ data, origin }) => {
        if (String(data.type).startsWith('tinkoff/')) document.title = JSON.stringify({ data, origin });
      });
    </script><iframe allow="camera" src="${link}" style="width:480px;height:640px" title="Credit"></iframe>`);
  }).listen(0);
  await once(shop, 'listening');
  t.after(() => shop.close());
  const origin = shopAt((shop.address() as AddressInfo).port);
  const { stdout } = await backend.cli('shop', 'create', '--name', 'Тёплый дом', '--origin', origin, '--test', '--json');
  const { shopId } = JSON.parse(stdout) as { shopId: string };
  const ids = JSON.parse((await backend.cli('shop', 't-bank', '--shop', shopId, '--json')).stdout) as { showcaseId: string };

  const made = await fetch(`${backend.url}/api/partners/v2/orders/create-demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      showcaseId: ids.showcaseId,
      sum: 49_990,
      items: [{ name: 'Холодильник Norden RF-340', price: 49_990, quantity: 1 }],
      promoCode: 'installment_0_0_6_10',
    }),
  });
  assert.equal(made.status, 200);
  const framed = new URL(((await made.json()) as { link: string }).link);
  // As the widget does: in the query, before the fragment.
  framed.searchParams.set('frameId', '7');
  link = framed.href;

  const browser = await launchBrowser();
  t.after(() => browser.close());
  const { page, faults } = await watchedPage(browser, desktop, t);
  await page.goto(origin);
  await page.frameLocator('iframe').getByRole('heading', { name: 'Рассрочка на покупку' }).waitFor();
  await page.waitForFunction(() => document.title.includes('tinkoff/'));
  const { data, origin: from } = JSON.parse(await page.title()) as { data: { type: string; frameId: string }; origin: string };
  // The widget drops a number: it compares with `===` to a string.
  assert.deepEqual([data.frameId, from], ['7', backend.url]);
  assert.match(data.type, /^tinkoff\/(READY|RECALCULATE_HEIGHT)$/);
  assert.deepEqual(faults, []);
});
