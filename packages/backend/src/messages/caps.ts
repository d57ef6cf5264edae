import { DAY, HOUR } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { tooMany } from '../platform/http/problems.ts';
import { lockAttempts, type AttemptLimit } from '../platform/security/attempt-limits.ts';
import type { Tx } from '../platform/database/transaction.ts';

/** The member who sends a message by hand. */
export interface Sender {
  userId: string;
  shopId: string;
}

/** SMS that one phone gets, whoever sends them. Codes have limits of their own (`buyer-session/code-limits.ts`). */
const smsOfRecipientADay = 30;
/** Messages that members send by hand: links to buyers, invitations. */
const byHand = { ofRecipientADay: 6, ofMemberAnHour: 60, ofShopADay: 500 };

/**
 * Counts a message. Throws 429 when its sender is over a cap. False: the service itself would send the phone too many SMS. Nobody
 * waits for this one, so it is dropped. E-mails of the service itself are not counted: each is sent once an order or event.
 */
export async function countMessage(
  context: Context,
  tx: Tx,
  message: { channel: 'sms' | 'email'; to: string; purpose: string; sender?: Sender | undefined },
): Promise<boolean> {
  const limits = limitsOf(context, message);
  if (limits.length === 0) return true;
  const now = context.clock.now();
  const attempts = await lockAttempts(tx.sql, now, limits);
  const closedUntil = attempts.closedUntil(limits);
  if (closedUntil === null) {
    await attempts.count(limits);
    return true;
  }
  if (!message.sender) {
    context.log.warn({ purpose: message.purpose }, 'an SMS was dropped: its recipient has too many today');
    return false;
  }
  const seconds = (closedUntil.getTime() - now.getTime()) / 1000;
  throw tooMany(
    'rate_limited',
    'Too many messages to this recipient, by you, or by your shop. Wait for the seconds of Retry-After.',
    seconds,
  );
}

function limitsOf(
  context: Context,
  { channel, to, purpose, sender }: { channel: 'sms' | 'email'; to: string; purpose: string; sender?: Sender | undefined },
): AttemptLimit[] {
  const limit = (field: string, value: string, most: number, withinMs: number): AttemptLimit => ({
    key: context.encryption.blindIndex('messages', field, value),
    most,
    withinMs,
    closedMs: () => withinMs,
  });
  const recipient = to.trim().toLowerCase();
  return [
    ...(channel === 'sms' && purpose !== 'code' ? [limit('sms to', recipient, smsOfRecipientADay, DAY)] : []),
    ...(sender
      ? [
          limit(`${channel} by hand to`, recipient, byHand.ofRecipientADay, DAY),
          limit('by member', sender.userId, byHand.ofMemberAnHour, HOUR),
          limit('by shop', sender.shopId, byHand.ofShopADay, DAY),
        ]
      : []),
  ];
}
