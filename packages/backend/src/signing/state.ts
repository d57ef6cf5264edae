import type { Signing } from '@installment-button/protocol';
import { signingOf } from '../buyer-session/signing-view.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';

/** What every call on signing answers with. */
export async function signingNow(context: Context, sql: Sql, order: Row<'orders'>): Promise<Signing> {
  const signing = await signingOf(context, sql, order);
  if (!signing) throw new Problem(409, 'illegal_transition', `An order that is ${order.status} is not being signed.`);
  return signing;
}
