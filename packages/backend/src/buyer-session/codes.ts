import type { SentCode } from '@installment-button/protocol';
import { DAY, HOUR, MINUTE, SECOND, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem, tooMany } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { equalInConstantTime } from '../platform/security/encryption.ts';
import * as store from './code-store.ts';

/** Contract §5: with these odds a guess succeeds in 20 of 1,000,000 tries a phone and day. */
export const codeLimits = {
  livesMs: 5 * MINUTE,
  attempts: 5,
  betweenMs: 60 * SECOND,
  anOrderAndPurpose: 8,
  aPhoneAndDay: 10,
  wrongAPhoneAndDay: 20,
  closedMs: 24 * HOUR,
  /** Ours: nobody floods strangers' phones from one place or through one shop. Mobile operators put many people behind one address. */
  anAddressAndHour: 120,
  aShopAndHour: 2000,
};

export interface CodeRequest {
  order: Row<'orders'>;
  purpose: Row<'phoneCodes'>['purpose'];
  phone: string;
  /** The network address that asks. */
  address: string;
  /** What a signing code signs. */
  binding?: string;
}

/** A phone's limits hold in all shops, so its index has a scope of its own. */
export const phoneLimitKey = (context: Context, phone: string) => context.encryption.blindIndex('codes', 'phone', phone);
const addressLimitKey = (context: Context, address: string) => context.encryption.blindIndex('codes', 'address', address);
const macOf = (context: Context, id: string, code: string) => context.encryption.blindIndex(id, 'code', code);

/** Makes a code after counting under lock, or refuses with 429. The caller sends it. The order must be locked. */
export async function issueCode(context: Context, tx: Tx, request: CodeRequest): Promise<{ id: string; code: string; sent: SentCode }> {
  const { order, purpose, phone } = request;
  const now = context.clock.now();
  const phoneIndex = phoneLimitKey(context, phone);
  const address = addressLimitKey(context, request.address);
  const closed = await store.lockLimits(tx.sql, [phoneIndex, address]);
  refuseWhileClosed(closed.get(phoneIndex), now);
  const scope = { orderId: order.id, purpose, phoneIndex, address, shopId: order.shopId };
  const counted = await store.countSent(tx.sql, scope, { day: after(now, -DAY), hour: after(now, -HOUR) });
  refuseTooMany(context, request, counted, now);

  await store.killCodes(tx.sql, { orderId: order.id, purpose }, now, phoneIndex);
  const id = context.ids.next('sms');
  const code = context.ids.code();
  const expiresAt = after(now, codeLimits.livesMs);
  const mac = macOf(context, id, code);
  const binding = request.binding ?? null;
  await store.insertCode(tx.sql, {
    id,
    orderId: order.id,
    shopId: order.shopId,
    purpose,
    phoneIndex,
    mac,
    binding,
    address,
    sentAt: now,
    expiresAt,
  });
  // The tenth is still good; the next one waits a day.
  if (counted.ofPhone + 1 >= codeLimits.aPhoneAndDay) await store.closeUntil(tx.sql, phoneIndex, after(now, codeLimits.closedMs));
  return { id, code, sent: sentCode({ sentAt: now, expiresAt, wrongAttempts: 0 }) };
}

export function sentCode({
  sentAt,
  expiresAt,
  wrongAttempts,
}: Pick<Row<'phoneCodes'>, 'sentAt' | 'expiresAt' | 'wrongAttempts'>): SentCode {
  return {
    resendAt: after(sentAt, codeLimits.betweenMs).toISOString(),
    attemptsLeft: Math.max(0, codeLimits.attempts - wrongAttempts),
    expiresAt: expiresAt.toISOString(),
  };
}

const exhausted = (until: Date, now: Date) =>
  tooMany('codes_exhausted', 'Too many codes or wrong tries. Come back later.', (until.getTime() - now.getTime()) / SECOND);

function refuseWhileClosed(closedUntil: Date | null | undefined, now: Date): void {
  if (closedUntil && closedUntil > now) throw exhausted(closedUntil, now);
}

function refuseTooMany(context: Context, { order, address }: CodeRequest, counted: store.Counted, now: Date): void {
  const next = counted.lastUnusedAt ? after(counted.lastUnusedAt, codeLimits.betweenMs) : now;
  if (next > now)
    throw tooMany('rate_limited', 'Another code can be sent a minute after the last.', (next.getTime() - now.getTime()) / SECOND);
  if (counted.ofOrder >= codeLimits.anOrderAndPurpose) {
    throw exhausted(order.expiresAt && order.expiresAt > now ? order.expiresAt : after(now, DAY), now);
  }
  if (counted.ofAddress >= codeLimits.anAddressAndHour && !isOwn(context, address)) {
    throw exhausted(after(counted.firstOfAddress ?? now, HOUR), now);
  }
  if (counted.ofShop >= codeLimits.aShopAndHour) throw exhausted(after(counted.firstOfShop ?? now, HOUR), now);
}

/** A developer's own machine, where load tests and demonstrations come from; in production nobody is spared. */
function isOwn(context: Context, address: string): boolean {
  return !context.config.production && /^(::1|127\.|::ffff:127\.)/.test(address);
}

/** What a code that somebody typed is. A wrong one is counted, so commit before you tell it. */
export type CodeVerdict = { right: true; code: Row<'phoneCodes'> } | { right: false; refusal: Problem };

const codeExpired = () => new Problem(422, 'code_expired', 'This code is too old, used up, or replaced. Ask for a new one.');

/**
 * Counts the attempt under lock, then compares. The order must be locked. Throws only before anything is counted, so the
 * caller returns a refusal from its transaction and throws it outside.
 */
export async function checkCode(
  context: Context,
  tx: Tx,
  scope: Pick<CodeRequest, 'purpose' | 'phone' | 'binding'> & { orderId: string },
  typed: string,
): Promise<CodeVerdict> {
  const now = context.clock.now();
  const phoneIndex = phoneLimitKey(context, scope.phone);
  const closed = await store.lockLimits(tx.sql, [phoneIndex]);
  const code = await store.lastCode(tx.sql, { orderId: scope.orderId, purpose: scope.purpose, phoneIndex });
  const wrong = await store.wrongAttempts(tx.sql, phoneIndex, after(now, -DAY));
  // Closed by too many codes alone, the last one may still be proven.
  if (wrong >= codeLimits.wrongAPhoneAndDay) refuseWhileClosed(closed.get(phoneIndex), now);
  if (!code || code.killedAt || code.usedAt || code.expiresAt <= now || code.binding !== (scope.binding ?? null)) throw codeExpired();
  if (code.wrongAttempts >= codeLimits.attempts) throw codeExpired();
  if (equalInConstantTime(code.mac, macOf(context, code.id, typed))) {
    await store.useCode(tx.sql, code.id, now);
    return { right: true, code };
  }
  await store.countWrong(tx.sql, code.id);
  if (wrong + 1 >= codeLimits.wrongAPhoneAndDay) await store.closeUntil(tx.sql, phoneIndex, after(now, codeLimits.closedMs));
  const attemptsLeft = codeLimits.attempts - code.wrongAttempts - 1;
  return {
    right: false,
    refusal: new Problem(422, 'code_wrong', `The code is wrong. Tries left: ${attemptsLeft}.`, { extra: { attemptsLeft } }),
  };
}

/** Codes sent before mean nothing any more: another offer was chosen. */
export function killSigningCodes(context: Context, tx: Tx, orderId: string): Promise<void> {
  return store.killCodes(tx.sql, { orderId, purpose: 'signing' }, context.clock.now());
}
