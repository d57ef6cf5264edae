import type { Signing } from '@installment-button/protocol';
import { signingOf } from '../buyer-session/signing-view.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';

/** The answer of every call on signing. */
export async function signingNow(context: Context, sql: Sql, order: Row<'orders'>): Promise<Signing> {
  const signing = await signingOf(context, sql, order);
  if (!signing) throw new Problem(409, 'illegal_transition', `There is no signing: the order is ${order.status}.`);
  return signing;
}
