import type { Signing } from '@installment-button/protocol';
import { signingOf } from '../application/signing-view.ts';
import type { Context } from '../platform/context.ts';
import type { Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';

/** What every call on signing answers with. */
export async function signingNow(context: Context, tx: Tx, order: Row<'orders'>): Promise<Signing> {
  const signing = await signingOf(context, tx.sql, order);
  if (!signing) throw new Error(`order ${order.id} is not being signed`);
  return signing;
}
