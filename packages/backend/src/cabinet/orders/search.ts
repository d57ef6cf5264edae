import { sql, type RawBuilder } from 'kysely';
import { applicantOf } from '../../buyer-session/applicant.ts';
import { phoneIndexOf } from '../../orders/buyer-phone.ts';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { plainName, readSearchTerms } from './search-terms.ts';

/** A term finds at most this many orders, the newest. */
const MOST = 2000;
const RECENT_MS = 30 * DAY;

type TermKind = 'surname' | 'names' | 'email';

/** Buyers are found by blind indexes of whole values: an index of parts would tell a buyer's data letter by letter. */
const termOf = (context: Context, shopId: string, kind: TermKind, value: string) => context.encryption.blindIndex(shopId, kind, value);

/** Names in any order: «Соколова Марина» and «Марина Соколова» are one. */
const inOneOrder = (names: readonly string[]) => names.toSorted().join(' ');

/** What follows a submit: the shop can find the order by the buyer's names and e-mail. */
export async function rememberBuyer(context: Context, tx: Tx, order: Pick<Row<'orders'>, 'id' | 'shopId'>): Promise<void> {
  const applicant = await applicantOf(context, tx.sql, order.id);
  if (!applicant) return;
  const { email } = applicant;
  const [lastName, firstName, middleName] = [applicant.lastName, applicant.firstName, applicant.middleName ?? ''].map(plainName);
  const term = (kind: TermKind, value: string) => termOf(context, order.shopId, kind, value);
  const terms = new Set([
    term('surname', lastName ?? ''),
    term('names', inOneOrder([lastName ?? '', firstName ?? ''])),
    ...(middleName ? [term('names', inOneOrder([lastName ?? '', firstName ?? '', middleName]))] : []),
    ...(email ? [term('email', email.toLowerCase())] : []),
  ]);
  await tx.sql
    .insertInto('searchTerms')
    .values([...terms].map((value) => ({ shopId: order.shopId, term: value, orderId: order.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * The orders whose number, sum, goods or buyer a manager typed. All values are matched whole, but for words of the goods.
 * Callers record and limit the search first: see search-limit.ts.
 */
export async function searchCondition(context: Context, shopId: string, test: boolean, typed: string): Promise<RawBuilder<boolean>> {
  const { number, idTail, amount, phone, email, names, goods } = readSearchTerms(typed);
  const own = sql`shop_id = ${shopId} and test = ${test}`;
  const byTerm = (kind: TermKind, value: string) => withTerm(shopId, termOf(context, shopId, kind, value));
  const found: RawBuilder<unknown>[] = [
    sql`select id from orders where ${own} and (external_id = ${number} or id = ${number}) limit ${MOST}`,
  ];
  if (idTail !== null) found.push(sql`select id from orders where ${own} and right(id, 6) = ${idTail}`);
  if (amount !== null) found.push(sql`select id from orders where ${own} and amount = ${amount} order by created_at desc limit ${MOST}`);
  if (phone !== null) found.push(sql`select id from orders where ${own} and phone_index = ${phoneIndexOf(context, { shopId }, phone)}`);
  if (email !== null) found.push(byTerm('email', email));
  if (names !== null) {
    found.push(byTerm('surname', names.join('')));
    if (names.length > 1) found.push(byTerm('names', inOneOrder(names)));
  }
  if (goods.length > 0) {
    const ids = await idsByGoods(context, own, goods.map((word) => `${word}:*`).join(' & '));
    found.push(sql`select unnest(${ids}::text[])`);
  }
  return sql`o.id in (${sql.join(
    found.map((query) => sql`(${query})`),
    sql` union `,
  )})`;
}

const withTerm = (shopId: string, term: string) =>
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
