import { shopTopic } from '../orders/events.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';

export interface Act {
  shopId: string;
  /** A user's id, or `operator`. */
  actor: string;
  /** What was done, as `order.reveal` or `key.revoke`. */
  act: string;
  /** The id of what it was done to. */
  subject: string;
  /** No personal data and no secret. */
  detail?: Record<string, string | number | boolean>;
}

/** Who did what, kept for good; open lists of the shop look again. */
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
