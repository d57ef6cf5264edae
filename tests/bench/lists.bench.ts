import type pg from 'pg';
import { callFor } from './load/lean-buyer.ts';
import { startMeasuredSystem, type MeasuredSystem } from './load/measured-system.ts';
import { row } from './percentiles.ts';

const FEW = 1_000;
const MANY = Number(process.env.BENCH_ORDERS ?? 1_000_000);
const ROUNDS = 200;

export const name = `One page of orders in turn from a database of ${FEW} and from one of ${MANY}, ${ROUNDS} of each (over HTTP, PostgreSQL)`;

const pages: Record<string, (middle: string) => string> = {
  'first page': () => '?limit=20',
  'page in the middle': (middle) => `?limit=20&after=${middle}`,
  'one status': () => '?status=signed&limit=20',
  'one number of the shop': () => `?externalId=${externalId(FEW / 2)}`,
};

export async function run(): Promise<object[]> {
  const systems: [MeasuredSystem, MeasuredSystem] = [await startMeasuredSystem({ banks: 1 }), await startMeasuredSystem({ banks: 1 })];
  const [few, many] = systems;
  await fill(few.pool, FEW);
  await fill(many.pool, MANY);
  const rows: object[] = [];
  for (const [what, page] of Object.entries(pages)) {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS + 20; round += 1) {
      for (const [index, total] of [FEW, MANY].entries()) {
        const system = systems[index];
        if (!system) continue;
        const began = performance.now();
        await callFor(`${system.url}/v1/orders${page(orderId(total / 2))}`, { token: system.secretKey }, 200);
        if (round >= 20) times[index]?.push(performance.now() - began);
      }
    }
    rows.push(row(`${what}: ${FEW}`, times[0]), row(`${what}: ${MANY}`, times[1]));
    rows.push({ what: `${what}: median of many to median of few`, 'median, ms': (median(times[1]) / median(times[0])).toFixed(2) });
  }
  for (const { pool } of systems) rows.push({ what: `plan: ${await planOf(pool)}` });
  await many.close();
  await few.close();
  return rows;
}

const median = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
const orderId = (number: number) => `ord_${String(Math.floor(number)).padStart(24, '0')}`;
const externalId = (number: number) => `A-${number}`;

/** Orders of the one shop, each with two banks' answers, as a year would have left them. */
async function fill(pool: pg.Pool, orders: number): Promise<void> {
  // Made row by row it would take most of the time; no page of the API asks it.
  await pool.query('drop index orders_by_goods');
  await pool.query(
    `insert into orders (id, shop_id, external_id, test, trusted, product, status, status_at, sequence, amount, currency, items, goods,
       metadata, link_version, created_at, submitted_at)
     select 'ord_' || lpad(number::text, 24, '0'), shops.id, 'A-' || number, true, true, 'installment',
       (array['created', 'rejected', 'approved', 'canceled', 'signed', 'settled', 'expired', 'settled'])[number % 8 + 1], now(), 5, 4999000, 'RUB',
       '[{"id": "itm_00000001", "name": "Холодильник Norden RF-340", "price": 4999000, "quantity": 1, "unit": "piece", "lineTotal": 4999000, "discountShare": 0, "vendorCode": null, "category": null, "vat": null, "marking": null}]',
       'холодильник norden', '{}', 1, now() - number * interval '1 second', now()
     from generate_series(1, $1::integer) number, shops`,
    [orders],
  );
  await pool.query(
    `insert into bank_applications (id, order_id, shop_id, bank_id, decision, decided_at)
     select 'app_' || bank || lpad(number::text, 23, '0'), 'ord_' || lpad(number::text, 24, '0'), shops.id, 'bank-' || bank, 'declined', now()
     from generate_series(1, $1::integer) number, generate_series(1, 2) bank, shops`,
    [orders],
  );
  await pool.query('vacuum analyze orders');
  await pool.query('vacuum analyze applications');
}

async function planOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Record<'QUERY PLAN', string>>(
    `explain select * from orders where shop_id = (select id from shops) and test = true order by id desc limit 21`,
  );
  return rows
    .map((line) => line['QUERY PLAN'].replace(/\(cost.*/, '').trim())
    .filter((line) => /Scan|Sort/.test(line))
    .join(' · ');
}
