import { sql, type RawBuilder } from 'kysely';
import { normalizePhone } from '@installment-button/protocol/phone';
import { applicantOf } from '../../buyer-session/applicant.ts';
import { phoneIndexOf } from '../../buyer-session/phone.ts';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** A term finds at most this many orders, the newest. */
const MOST = 2000;
const TAIL = 4;
const RECENT_MS = 30 * DAY;

const tailTerm = (context: Context, shopId: string, tail: string) => context.encryption.blindIndex(shopId, 'phone-tail', tail);
const surnameTerm = (context: Context, shopId: string, surname: string) =>
  context.encryption.blindIndex(shopId, 'surname', plainly(surname));

/** Lower-case letters only, ё as е, as people type names. */
const plainly = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}]/gu, '');

/** Runs after a submit: stores blind terms, so that the shop finds the order by the buyer's surname or the phone's last digits. */
export async function rememberBuyer(context: Context, tx: Tx, order: Pick<Row<'orders'>, 'id' | 'shopId'>): Promise<void> {
  const applicant = await applicantOf(context, tx.sql, order.id);
  if (!applicant) return;
  const terms = new Set([
    surnameTerm(context, order.shopId, applicant.lastName),
    tailTerm(context, order.shopId, applicant.phone.slice(-TAIL)),
  ]);
  await tx.sql
    .insertInto('searchTerms')
    .values([...terms].map((term) => ({ shopId: order.shopId, term, orderId: order.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A condition for one search field: the order's number, its goods, the buyer's surname or phone. */
export async function searchCondition(context: Context, shopId: string, test: boolean, typed: string): Promise<RawBuilder<boolean>> {
  const own = sql`shop_id = ${shopId} and test = ${test}`;
  const digits = typed.replace(/\D/g, '');
  const found: RawBuilder<unknown>[] = [
    sql`select id from orders where ${own} and external_id like ${`${likePattern(typed)}%`} limit ${MOST}`,
  ];
  if (/^ord_\w+$/.test(typed)) found.push(sql`select id from orders where ${own} and id = ${typed}`);
  if (/^[0-9a-z]{6}$/i.test(typed)) found.push(sql`select id from orders where ${own} and right(id, 6) = ${typed.toUpperCase()}`);
  const phone = normalizePhone(typed);
  if (phone) found.push(sql`select id from orders where ${own} and phone_index = ${phoneIndexOf(context, { shopId }, phone)}`);
  else if (digits.length === TAIL && /^[\d\s-]+$/.test(typed)) found.push(byTerm(shopId, tailTerm(context, shopId, digits)));
  if (/^[\p{L}\s'-]+$/u.test(typed)) found.push(byTerm(shopId, surnameTerm(context, shopId, typed)));
  const words =
    typed
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.some((word) => word.length > 1)) {
    const ids = await idsByGoods(context, own, words.map((word) => `${word}:*`).join(' & '));
    found.push(sql`select unnest(${ids}::text[])`);
  }
  return sql`o.id in (${sql.join(
    found.map((query) => sql`(${query})`),
    sql` union `,
  )})`;
}

const byTerm = (shopId: string, term: string) =>
  sql`select order_id from search_terms where shop_id = ${shopId} and term = ${term} order by order_id desc limit ${MOST}`;

/** A word that very many orders contain is searched in the last month only, because reading all of them takes seconds. */
async function idsByGoods(context: Context, own: RawBuilder<unknown>, query: string): Promise<string[]> {
  const recent = await namedGoods(context, sql`${own} and created_at > ${after(context.clock.now(), -RECENT_MS)}`, query);
  return recent.length < MOST ? namedGoods(context, own, query) : recent;
}

/** `materialized` makes PostgreSQL use the index of words instead of reading every order of the shop. */
async function namedGoods(context: Context, own: RawBuilder<unknown>, query: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with named as materialized (
      select id, created_at from orders where to_tsvector('russian', goods) @@ to_tsquery('russian', ${query}) and ${own}
    ) select id from named order by created_at desc limit ${MOST}`.execute(context.sql);
  return rows.map(({ id }) => id);
}

const likePattern = (text: string) => text.replace(/[\\%_]/g, '\\$&');
