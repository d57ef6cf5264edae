import { shopTopic } from '../orders/events.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

export interface Act {
  shopId: string;
  /** A user's id, `operator` or `retention`. */
  actor: string;
  /** For example `order.reveal` or `key.revoke`. */
  act: string;
  /** The id of the order, key or user that was acted on. */
  subject: string;
  /** No personal data and no secret. */
  detail?: Record<string, string | number | boolean>;
  /** What a member wrote. It is encrypted, because it may name the buyer. */
  reason?: string;
}

const place = (row: string) => ({ table: 'audit', column: 'reason', row });

/** Writes an entry of the audit log, which is never erased but for its reason, and wakes the shop's open lists. */
export async function record(context: Context, tx: Tx, { shopId, actor, act, subject, detail, reason }: Act): Promise<void> {
  const id = context.ids.next('evt');
  await tx.sql
    .insertInto('audit')
    .values({
      id,
      at: context.clock.now(),
      actor,
      act,
      subject,
      shopId,
      detail: detail ? JSON.stringify(detail) : null,
      reason: reason === undefined ? null : context.encryption.encrypt(reason, place(id)),
    })
    .execute();
  tx.wake(shopTopic(shopId));
}

/** What the cabinet shows of an act: its detail, with the reason that the member wrote. */
export function detailOf(
  context: Context,
  { id, detail, reason }: Pick<Row<'audit'>, 'id' | 'detail' | 'reason'>,
): NonNullable<Act['detail']> {
  return { ...detail, ...(reason === null ? {} : { reason: context.encryption.decrypt(reason, place(id)) }) };
}
