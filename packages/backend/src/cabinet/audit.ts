import { shopTopic } from '../orders/events.ts';
import type { Context } from '../context.ts';
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
}

/** Writes an entry of the audit log, which is never erased, and wakes the shop's open lists. */
export async function record(context: Context, tx: Tx, { shopId, actor, act, subject, detail }: Act): Promise<void> {
  await tx.sql
    .insertInto('audit')
    .values({
      id: context.ids.next('evt'),
      at: context.clock.now(),
      actor,
      act,
      subject,
      shopId,
      detail: detail ? JSON.stringify(detail) : null,
    })
    .execute();
  tx.wake(shopTopic(shopId));
}
