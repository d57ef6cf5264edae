import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { openMember, type Member } from '../../packages/backend/src/testing/member.ts';
import { aBank, openTestShop, type TestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { findBrowser } from '../../scripts/browser.ts';
import { startPostgres } from '../../scripts/postgres.ts';
import { inRoot } from '../../scripts/workspace.ts';
import { row } from './percentiles.ts';

/** `ORDERS=1000000 npm run bench -- cabinet`: how it goes with more. */
const ORDERS = Number(process.env.ORDERS ?? 100_000);
const OPENINGS = 7;
const ASKED = 16;
const SCROLLED_ROWS = 3000;

export const name = `The cabinet with ${ORDERS.toLocaleString('en')} orders of a year, a bank's answer each: the API, then the pages in Chromium`;

export async function run(): Promise<object[]> {
  if (!existsSync(inRoot('packages/cabinet/dist/index.html'))) throw new Error('the cabinet is not built: npm run build');
  const postgres = await startPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
  const rows: object[] = [];
  // The embedded database is for a shop that begins.
  for (const engine of ORDERS > 200_000 ? (['postgresql'] as const) : (['embedded', 'postgresql'] as const)) {
    const backend = await startTestBackend({ banks: [aBank()], engine });
    const shop = await openTestShop(backend);
    await seed(backend, shop.id);
    const head = await openMember(backend, shop.id, 'head');
    rows.push(...(await answers(engine, head)));
    if (engine === 'postgresql') rows.push(...(await pages(backend, shop, head)));
    await backend.close();
  }
  await postgres.stop();
  return rows;
}

/** Rows as the modules write them, without the years that a real shop needs for so many. */
async function seed({ context }: TestBackend, shopId: string): Promise<void> {
  const goods = ['Холодильник', 'Диван', 'Стол', 'Кресло', 'Матрас'];
  await sql`
    insert into orders (id, shop_id, external_id, test, trusted, product, status, status_at, sequence, amount, currency, items, goods,
      metadata, created_at, opened_at, submitted_at, first_answer_at, first_approved_at, agreement_signed_at, confirmed_at, masked_name,
      masked_phone)
    select 'ord_' || lpad(n::text, 24, '0'), ${shopId}, n::text, false, true, 'installment',
      case when n % 200 = 0 then 'signed' when n % 3 = 0 then 'settled' when n % 3 = 1 then 'rejected' else 'expired' end,
      at, 6, (n % 900 + 10) * 10000, 'RUB',
      jsonb_build_array(jsonb_build_object('id', 'itm_00000001', 'name', what || ' ' || n, 'price', (n % 900 + 10) * 10000,
        'quantity', 1, 'unit', 'piece', 'lineTotal', (n % 900 + 10) * 10000, 'discountShare', 0, 'vendorCode', null, 'category', null, 'vat', null, 'marking', null)),
      lower(what) || ' ' || n, '{}', at, at, at, at, case when n % 3 <> 1 then at end, case when n % 3 = 0 or n % 200 = 0 then at end,
      case when n % 3 = 0 and n % 200 <> 0 then at end, 'И*****', '+7916*****67'
    from (
      select n, (${goods}::text[])[n % 5 + 1] as what, now() - n * (interval '365 days' / ${ORDERS}::float8) as at
      from generate_series(1, ${ORDERS}::integer) n
    ) made`.execute(context.sql);
  await sql`
    insert into bank_applications (id, order_id, shop_id, bank_id, decision, decided_at, answered, answer_seconds)
    select 'app_' || o.id, o.id, o.shop_id, ${aBank().id}, case when o.first_approved_at is null then 'declined' else 'approved' end,
      o.created_at + interval '20 seconds', true, 5 + random() * 60 from orders o`.execute(context.sql);
  await sql`analyze`.execute(context.sql);
}

async function answers(engine: string, { gets }: Member): Promise<object[]> {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const search = (text: string) => ['/orders/search', { mode: 'live', limit: 100, search: text }] as const;
  const asked: Record<string, readonly [path: string, body?: object]> = {
    'first 100 rows': ['/orders?mode=live&limit=100'],
    '100 rows of nine months ago': [`/orders?mode=live&limit=100&after=${encodeURIComponent(`${day(270)}T12:00:00.000Z~ord_z`)}`],
    'rows of a status': ['/orders?mode=live&limit=100&status=signed'],
    'rows of a period': [`/orders?mode=live&limit=100&from=${day(200)}&to=${day(190)}`],
    'rows by number': search('77777'),
    'rows by a word of every fifth order': search('холодильник'),
    'sums above the list': ['/orders/summary?mode=live'],
    'analytics of a month': [`/analytics?mode=live&from=${day(29)}&to=${day(0)}`],
    'analytics of a year': [`/analytics?mode=live&from=${day(364)}&to=${day(0)}`],
  };
  const rows: object[] = [];
  for (const [what, [path, body]] of Object.entries(asked)) {
    const times: number[] = [];
    for (let time = 0; time < ASKED; time += 1) {
      const start = performance.now();
      await gets(path, body ? { body } : {});
      times.push(performance.now() - start);
    }
    rows.push(row(`${engine}: ${what}`, times));
  }
  return rows;
}

/** In Chromium, which shares the machine with the server and its database. */
async function pages(backend: TestBackend, shop: TestShop, head: Member): Promise<object[]> {
  const browser = await chromium.launch(await findBrowser());
  const opened: number[] = [];
  let bytes = 0;
  for (let time = 0; time < OPENINGS; time += 1) {
    const context = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), backend, head);
    const page = await context.newPage();
    await page.goto(`${backend.url}/cabinet/orders`);
    opened.push(await firstRows(page));
    bytes = await loadedBytes(page);
    await context.close();
  }
  const context = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), backend, head);
  const page = await context.newPage();
  await page.goto(`${backend.url}/cabinet/orders`);
  await firstRows(page);
  const arrived = await arrivals(page, shop);
  const filtered = await filter(page);
  const searched = await search(page);
  const frames = await scroll(page);
  await browser.close();
  return [
    { what: `script and style before the list, after brotli: ${bytes.toLocaleString('en')} bytes` },
    row('from the address to the first rows, nothing cached', opened),
    row('from a press on a view to its rows', filtered),
    row('from Enter in the search to its rows', searched),
    row('from a request that makes an order to its row in an open list', arrived),
    row(`frames while ${SCROLLED_ROWS.toLocaleString('en')} rows pass, pages arriving`, frames),
  ];
}

async function signedIn(context: BrowserContext, { url }: TestBackend, { cookie }: Member): Promise<BrowserContext> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: `${url}/cabinet` }]);
  return context;
}

/** Milliseconds since the page's start until rows are painted. */
const firstRows = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const list = document
            .querySelector('installment-cabinet')
            ?.shadowRoot?.querySelector('orders-page')
            ?.shadowRoot?.querySelector('order-rows');
          if (list?.shadowRoot?.querySelector('.row')) requestAnimationFrame(() => resolve(performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

const loadedBytes = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const list = resources.find(({ name }) => name.includes('/api/orders?'));
    return resources
      .filter(({ name, startTime }) => /\.(js|css)$/.test(name) && startTime <= (list?.startTime ?? Infinity))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  });

/** Between two views, there and back to the first one; the rows of the one are not those of the other. */
async function filter(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < ASKED; time += 1) {
    times.push(
      await page.evaluate(
        async (index) => {
          const orders = document.querySelector('installment-cabinet')?.shadowRoot?.querySelector('orders-page')?.shadowRoot;
          const rows = () => orders?.querySelector('order-rows')?.shadowRoot;
          const shown = () => rows()?.querySelectorAll('.row')[1]?.getAttribute('data-id') ?? null;
          const before = shown();
          const start = performance.now();
          orders?.querySelectorAll<HTMLElement>('.tabs a')[index]?.click();
          while (shown() === null || shown() === before) await new Promise(requestAnimationFrame);
          return performance.now() - start;
        },
        (time + 1) % 2,
      ),
    );
  }
  return times;
}

/** The list is open and nobody touches it; an order is made by the shop's server. */
async function arrivals(page: Page, shop: TestShop): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < ASKED; time += 1) {
    const row = page.locator(`order-rows .row`, { hasText: `Новинка ${time}.` });
    const start = performance.now();
    await shop.createOrder({ items: [{ name: `Новинка ${time}.`, price: 1_000_000, quantity: 1 }] });
    await row.waitFor();
    times.push(performance.now() - start);
  }
  return times;
}

/** Each search finds one order, another each time. */
async function search(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < ASKED; time += 1) {
    times.push(
      await page.evaluate(
        async (wanted) => {
          const orders = document.querySelector('installment-cabinet')?.shadowRoot?.querySelector('orders-page')?.shadowRoot;
          const field = orders?.querySelector<HTMLInputElement>('.search input');
          if (!field) throw new Error('no search');
          const found = () => orders?.querySelector('order-rows')?.shadowRoot?.querySelector('.row')?.textContent.includes(wanted);
          const start = performance.now();
          field.value = wanted;
          field.dispatchEvent(new Event('change'));
          while (!found()) await new Promise(requestAnimationFrame);
          return performance.now() - start;
        },
        String(40_000 + time * 2000),
      ),
    );
  }
  await page.locator('orders-page .search input').fill('');
  await page.keyboard.press('Enter');
  await page.locator('order-rows .row', { hasText: 'Новинка' }).first().waitFor();
  return times;
}

/** As with a wheel turned fast: 400 pixels a frame. */
const scroll = (page: Page): Promise<number[]> =>
  page.evaluate(async (wanted) => {
    const orders = document.querySelector('installment-cabinet')?.shadowRoot?.querySelector('orders-page')?.shadowRoot;
    const seen = new Set<string>();
    const frames: number[] = [];
    let last = performance.now();
    while (seen.size < wanted) {
      scrollBy(0, 400);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      frames.push(now - last);
      last = now;
      for (const one of orders?.querySelector('order-rows')?.shadowRoot?.querySelectorAll('.row') ?? [])
        seen.add(one.getAttribute('data-id') ?? '');
    }
    return frames;
  }, SCROLLED_ROWS);
