import type { Signing } from '@installment-button/protocol';
import { signingOf } from '../application/signing-view.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problems.ts';
import type { Row, Sql } from '../platform/schema.ts';

/** What every call on signing answers with. */
export async function signingNow(context: Context, sql: Sql, order: Row<'orders'>): Promise<Signing> {
  const signing = await signingOf(context, sql, order);
  if (!signing) throw new Problem(409, 'illegal_transition', `An order that is ${order.status} is not being signed.`);
  return signing;
}
