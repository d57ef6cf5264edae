import { moscowDay } from '@installment-button/protocol/moscow-day';
import { sql, type RawBuilder } from 'kysely';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import { dayAfter, dayStart } from '../orders/filter.ts';

/** Days younger than this are counted at every request. */
const LIVE_DAYS = 35;
/** A day that was counted at this age is never counted again: its orders no longer change. */
const CLOSED_DAYS = 120;
/** Between the two ages the stored sums of a day are used for this long. */
const KEPT_MS = DAY;

/** Sums of one day of Europe/Moscow. */
export type DayAnalytics = Omit<Row<'dayAnalytics'>, 'shopId' | 'test' | 'countedAt'>;

const NOTHING = { created: 0, opened: 0, submitted: 0, approved: 0, signed: 0, confirmed: 0, soldCount: 0, soldAmount: 0 };

interface Shop {
  shopId: string;
  test: boolean;
}

/** From one day to another, both inclusive. */
interface Days {
  from: string;
  to: string;
}

/** Sums of each day with orders. A large shop has a million past orders, so past days are counted once and stored. */
export async function readDays(context: Context, shop: Shop, { from, to }: Days): Promise<DayAnalytics[]> {
  const first = await firstDayOf(context, shop);
  if (first === null) return [];
  const now = context.clock.now();
  const liveFrom = moscowDay(after(now, -LIVE_DAYS * DAY));
  const old = { from: later(from, first), to: earlier(to, dayBefore(liveFrom)) };
  const young = { from: later(later(from, first), liveFrom), to };
  const [kept, live] = await Promise.all([oldDays(context, shop, old, now), countDays(context, shop, young)]);
  return [...kept, ...live];
}

async function oldDays(context: Context, shop: Shop, days: Days, now: Date): Promise<DayAnalytics[]> {
  if (days.from > days.to) return [];
  const rows = await context.sql
    .selectFrom('dayAnalytics')
    .selectAll()
    .where('shopId', '=', shop.shopId)
    .where('test', '=', shop.test)
    .where('day', '>=', days.from)
    .where('day', '<=', days.to)
    .execute();
  const kept = rows.filter(({ day, countedAt }) => countedAt > after(now, -KEPT_MS) || countedAt > after(dayStart(day), CLOSED_DAYS * DAY));
  const known = new Set(kept.map(({ day }) => day));
  const missing = [...daysOf(days)].filter((day) => !known.has(day));
  const [from, to] = [missing[0], missing.at(-1)];
  if (from === undefined || to === undefined) return kept;
  const counted = await countDays(context, shop, { from, to });
  await keep(context, shop, filled(missing, counted), now);
  return [...kept.filter(({ day }) => day < from || day > to), ...counted];
}

/** A day without orders is stored too, else it would be counted again. */
function filled(days: string[], counted: DayAnalytics[]): DayAnalytics[] {
  const byDay = new Map(counted.map((one) => [one.day, one]));
  return days.map((day) => byDay.get(day) ?? { day, ...NOTHING, banks: {} });
}

async function keep(context: Context, shop: Shop, days: DayAnalytics[], countedAt: Date): Promise<void> {
  await context.sql
    .insertInto('dayAnalytics')
    .values(days.map((one) => ({ ...one, banks: JSON.stringify(one.banks), ...shop, countedAt })))
    .onConflict((conflict) =>
      conflict.columns(['shopId', 'test', 'day']).doUpdateSet(({ ref }) => ({
        countedAt: ref('excluded.countedAt'),
        created: ref('excluded.created'),
        opened: ref('excluded.opened'),
        submitted: ref('excluded.submitted'),
        approved: ref('excluded.approved'),
        signed: ref('excluded.signed'),
        confirmed: ref('excluded.confirmed'),
        soldCount: ref('excluded.soldCount'),
        soldAmount: ref('excluded.soldAmount'),
        banks: ref('excluded.banks'),
      })),
    )
    .execute();
}

async function countDays(context: Context, shop: Shop, days: Days): Promise<DayAnalytics[]> {
  if (days.from > days.to) return [];
  const [made, sold, asked] = await Promise.all([
    countMade(context, shop, days),
    countSold(context, shop, days),
    countAsked(context, shop, days),
  ]);
  const byDay = new Map<string, DayAnalytics>();
  const of = (start: Date) => {
    const day = moscowDay(start);
    const known = byDay.get(day) ?? { day, ...NOTHING, banks: {} };
    byDay.set(day, known);
    return known;
  };
  for (const { start, ...numbers } of made) Object.assign(of(start), numbers);
  for (const { start, ...numbers } of sold) Object.assign(of(start), numbers);
  for (const { start, bankId, asked: all, approved } of asked) of(start).banks[bankId] = [all, approved];
  return [...byDay.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

const ofShop = ({ shopId, test }: Shop) => sql`o.shop_id = ${shopId} and o.test = ${test}`;
const within = (column: RawBuilder<unknown>, { from, to }: Days) => sql`${column} >= ${dayStart(from)} and ${column} < ${dayAfter(to)}`;
/** In a zone without summer time all days have 24 hours, so `date_bin` is enough. It is far cheaper than dates in a zone. */
const startOf = (column: RawBuilder<unknown>, { from }: Days) => sql`date_bin('1 day', ${column}, ${dayStart(from)})`;

/** Orders made on a day, by the steps that they reached. Each step includes the orders that went further. */
async function countMade(context: Context, shop: Shop, days: Days) {
  const at = sql`o.created_at`;
  const { rows } = await sql<{ start: Date } & Omit<typeof NOTHING, 'soldCount' | 'soldAmount'>>`
    select ${startOf(at, days)} as start, count(*)::integer as created,
      (count(*) filter (where o.opened_at is not null or o.submitted_at is not null))::integer as opened,
      count(o.submitted_at)::integer as submitted,
      count(o.first_approved_at)::integer as approved,
      count(o.agreement_signed_at)::integer as signed,
      count(o.confirmed_at)::integer as confirmed
    from orders o where ${ofShop(shop)} and ${within(at, days)} group by 1`.execute(context.sql);
  return rows;
}

async function countSold(context: Context, shop: Shop, days: Days) {
  const at = sql`o.confirmed_at`;
  const { rows } = await sql<{ start: Date; soldCount: number; soldAmount: number }>`
    select ${startOf(at, days)} as start, count(*)::integer as sold_count, sum(o.amount)::bigint as sold_amount
    from orders o where ${ofShop(shop)} and ${within(at, days)} group by 1`.execute(context.sql);
  return rows;
}

/** Answers of banks on a day. A bank takes either live orders or test orders. */
async function countAsked(context: Context, { shopId, test }: Shop, days: Days) {
  const at = sql`a.decided_at`;
  const ids = [...context.banks.values()].filter((bank) => (bank.test ?? false) === test).map(({ id }) => id);
  const { rows } = await sql<{ start: Date; bankId: string; asked: number; approved: number }>`
    select ${startOf(at, days)} as start, a.bank_id, count(*)::integer as asked,
      (count(*) filter (where a.decision = 'approved'))::integer as approved
    from bank_applications a where a.shop_id = ${shopId} and ${within(at, days)} and a.bank_id = any(${ids}::text[])
    group by 1, 2`.execute(context.sql);
  return rows;
}

async function firstDayOf(context: Context, { shopId, test }: Shop): Promise<string | null> {
  const first = await context.sql
    .selectFrom('orders')
    .select('createdAt')
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst();
  return first ? moscowDay(first.createdAt) : null;
}

export function* daysOf({ from, to }: Days): Generator<string> {
  for (let start = dayStart(from); start < dayAfter(to); start = after(start, DAY)) yield moscowDay(start);
}

const dayBefore = (day: string) => moscowDay(after(dayStart(day), -DAY));
const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);
