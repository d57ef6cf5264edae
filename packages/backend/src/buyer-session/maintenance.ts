import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';

/** Longer than any limit looks back, and longer than an order may wait for its signature. */
const CODES_KEPT_MS = 60 * DAY;
const TOKENS_KEPT_MS = 60 * DAY;
/** How long an unsent draft outlives its order. */
const DRAFTS_KEPT_MS = DAY;

/** Maintenance: deletes codes and tokens that can open nothing any more. */
export async function purgeCodes({ sql, clock }: Context): Promise<void> {
  const now = clock.now();
  await sql.deleteFrom('phoneCodes').where('sentAt', '<', after(now, -CODES_KEPT_MS)).execute();
  await sql.deleteFrom('buyerTokens').where('usedAt', '<', after(now, -TOKENS_KEPT_MS)).execute();
}

/** Maintenance: deletes drafts of orders that ended without a submit. */
export async function purgeDrafts({ sql, clock }: Context): Promise<void> {
  const ended = sql.selectFrom('orders').select('id').where('endedAt', '<', after(clock.now(), -DRAFTS_KEPT_MS));
  await sql.deleteFrom('drafts').where('orderId', 'in', ended).execute();
}
