import type { SentCode } from '@installment-button/protocol';
import { DAY, HOUR, MINUTE, SECOND, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem, tooMany } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { equalInConstantTime } from '../platform/security/encryption.ts';
import * as store from './code-store.ts';

/** Contract §5. A guesser has 20 of 1,000,000 codes a phone and day. */
export const codeLimits = {
  livesMs: 5 * MINUTE,
  attempts: 5,
  betweenMs: 60 * SECOND,
  anOrderAndPurpose: 8,
  aPhoneAndDay: 10,
  wrongAPhoneAndDay: 20,
  closedMs: 24 * HOUR,
  /** Our own limits against floods from one address or through one shop. Mobile operators put many people behind one address. */
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

/** A phone's limits hold across all shops, so their index is not a shop's. */
export const phoneLimitKey = (context: Context, phone: string) => context.encryption.blindIndex('codes', 'phone', phone);
const addressLimitKey = (context: Context, address: string) => context.encryption.blindIndex('codes', 'address', address);
const macOf = (context: Context, id: string, code: string) => context.encryption.blindIndex(id, 'code', code);

/** Counts under lock, then makes a code or refuses with 429. The caller sends the code. The order must be locked. */
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
  // The tenth code of the day is the last one.
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
  tooMany('codes_exhausted', 'Too many codes or wrong attempts. Try again later.', (until.getTime() - now.getTime()) / SECOND);

function refuseWhileClosed(closedUntil: Date | null | undefined, now: Date): void {
  if (closedUntil && closedUntil > now) throw exhausted(closedUntil, now);
}

function refuseTooMany(context: Context, { order, address }: CodeRequest, counted: store.Counted, now: Date): void {
  const next = counted.lastUnusedAt ? after(counted.lastUnusedAt, codeLimits.betweenMs) : now;
  if (next > now)
    throw tooMany(
      'rate_limited',
      'Wait a minute after the last code before you ask for another.',
      (next.getTime() - now.getTime()) / SECOND,
    );
  if (counted.ofOrder >= codeLimits.anOrderAndPurpose) {
    throw exhausted(order.expiresAt && order.expiresAt > now ? order.expiresAt : after(now, DAY), now);
  }
  if (counted.ofAddress >= codeLimits.anAddressAndHour && !isOwn(context, address)) {
    throw exhausted(after(counted.firstOfAddress ?? now, HOUR), now);
  }
  if (counted.ofShop >= codeLimits.aShopAndHour) throw exhausted(after(counted.firstOfShop ?? now, HOUR), now);
}

/** A developer's own machine, where load tests and demonstrations come from. In production nobody is exempt. */
function isOwn(context: Context, address: string): boolean {
  return !context.config.production && /^(::1|127\.|::ffff:127\.)/.test(address);
}

/** The result of a typed code. A wrong code is counted: commit before you answer. */
export type CodeVerdict = { right: true; code: Row<'phoneCodes'> } | { right: false; refusal: Problem };

const codeExpired = () => new Problem(422, 'code_expired', 'This code has expired, was used, or was replaced. Ask for a new one.');

/**
 * Counts the attempt under lock, then compares. The order must be locked. After counting, a refusal is returned, not thrown: the
 * caller commits and throws it outside the transaction.
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
  // A phone that is closed by too many codes may still use its last code.
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
    refusal: new Problem(422, 'code_wrong', `The code is wrong. Attempts left: ${attemptsLeft}.`, { extra: { attemptsLeft } }),
  };
}

/** Another offer was chosen: codes that were sent before are void. */
export function killSigningCodes(context: Context, tx: Tx, orderId: string): Promise<void> {
  return store.killCodes(tx.sql, { orderId, purpose: 'signing' }, context.clock.now());
}
