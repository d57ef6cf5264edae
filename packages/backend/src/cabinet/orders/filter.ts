import { sql, type RawBuilder } from 'kysely';
import type { OrderFilter } from '@installment-button/protocol/cabinet/orders';
import type { Context } from '../../context.ts';
import { searchCondition } from './search.ts';

export type Condition = RawBuilder<boolean>;

/** When a day of Europe/Moscow begins. The zone has had no summer time since 2014. */
export const dayStart = (day: string) => new Date(`${day}T00:00:00+03:00`);
export const dayAfter = (day: string) => new Date(dayStart(day).getTime() + 86_400_000);

/** The condition on `orders o` that list, counts and export share. */
export async function matching(context: Context, shopId: string, filter: OrderFilter): Promise<Condition> {
  const { mode, status, bank, from, to, min, max, product, trusted, source, search } = filter;
  const conditions: Condition[] = [sql`o.shop_id = ${shopId}`, sql`o.test = ${mode === 'test'}`];
  if (status) conditions.push(sql`o.status = any(${status.split(',')}::text[])`);
  if (bank) conditions.push(sql`exists (select 1 from offers f where f.id = o.chosen_offer_id and f.bank_id = ${bank})`);
  if (from) conditions.push(sql`o.created_at >= ${dayStart(from)}`);
  if (to) conditions.push(sql`o.created_at < ${dayAfter(to)}`);
  if (min !== undefined) conditions.push(sql`o.amount >= ${min}`);
  if (max !== undefined) conditions.push(sql`o.amount <= ${max}`);
  if (product) conditions.push(sql`o.product = ${product}`);
  if (trusted) conditions.push(sql`o.trusted = ${trusted === 'true'}`);
  if (source === 'hand') conditions.push(sql`o.created_by is not null`);
  if (source === 'page') conditions.push(sql`(o.created_by is null and not o.trusted)`);
  if (source === 'server') conditions.push(sql`(o.created_by is null and o.trusted)`);
  if (search?.trim()) conditions.push(await searchCondition(context, shopId, mode === 'test', search.trim()));
  return allOf(conditions);
}

export function allOf(conditions: Condition[]): Condition {
  return sql`${sql.join(conditions, sql` and `)}`;
}
