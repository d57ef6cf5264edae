import type { SentCode } from '@installment-button/protocol';
import { DAY, MINUTE, SECOND, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem, tooMany } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lockAttempts } from '../platform/security/attempt-limits.ts';
import { equalInConstantTime } from '../platform/security/encryption.ts';
import { codeLimitsOf, phoneLimitKey, type CodeAsker } from './code-limits.ts';
import * as store from './code-store.ts';
import { demandProof } from './proof-of-work.ts';

/** Contract §5. How often codes may be sent and mistyped is in `code-limits.ts`. */
export const codeRules = {
  livesMs: 5 * MINUTE,
  attempts: 5,
  betweenMs: 60 * SECOND,
  ofOrderAndPurpose: 8,
};

export interface CodeRequest extends CodeAsker {
  order: Row<'orders'>;
  purpose: Row<'phoneCodes'>['purpose'];
  /** Asked for near the shop's cap, of whoever proves a phone. */
  proof?: string | undefined;
  /** What a signing code signs. */
  binding?: string;
}

const macOf = (context: Context, id: string, code: string) => context.encryption.blindIndex(id, 'code', code);

/** Makes a code, or refuses with 429. The counters are locked first. The caller sends the code. The order must be locked. */
export async function issueCode(context: Context, tx: Tx, request: CodeRequest): Promise<{ id: string; code: string; sent: SentCode }> {
  const { order, purpose, phone } = request;
  const now = context.clock.now();
  const phoneIndex = phoneLimitKey(context, phone);
  const limits = codeLimitsOf(context, request);
  const attempts = await lockAttempts(tx.sql, now, [...limits.sent, ...limits.wrong]);
  refuseUntil(attempts.closedUntil(limits.closing), now);
  const counted = await store.countSent(tx.sql, { orderId: order.id, purpose, phoneIndex });
  refuseTooMany(order, counted, now);
  if (purpose === 'phone') {
    const subject = { orderId: order.id, phoneIndex, codesBefore: counted.ofOrder };
    await demandProof(context, tx.sql, { budget: limits.sentByShop, subject, proof: request.proof });
  }

  await store.killCodes(tx.sql, { orderId: order.id, purpose }, now, phoneIndex);
  const id = context.ids.next('sms');
  const code = context.ids.code();
  const expiresAt = after(now, codeRules.livesMs);
  await store.insertCode(tx.sql, {
    id,
    orderId: order.id,
    shopId: order.shopId,
    purpose,
    phoneIndex,
    mac: macOf(context, id, code),
    binding: request.binding ?? null,
    sentAt: now,
    expiresAt,
  });
  await attempts.count(limits.sent);
  const ofShop = await lockAttempts(tx.sql, now, [limits.sentByShop]);
  refuseUntil(ofShop.closedUntil([limits.sentByShop]), now);
  await ofShop.count([limits.sentByShop]);
  return { id, code, sent: sentCode({ sentAt: now, expiresAt, wrongAttempts: 0 }) };
}

export function sentCode({
  sentAt,
  expiresAt,
  wrongAttempts,
}: Pick<Row<'phoneCodes'>, 'sentAt' | 'expiresAt' | 'wrongAttempts'>): SentCode {
  return {
    resendAt: after(sentAt, codeRules.betweenMs).toISOString(),
    attemptsLeft: Math.max(0, codeRules.attempts - wrongAttempts),
    expiresAt: expiresAt.toISOString(),
  };
}

const exhausted = (until: Date, now: Date) =>
  tooMany(
    'codes_exhausted',
    'Too many codes or wrong codes. Wait for the seconds of Retry-After.',
    (until.getTime() - now.getTime()) / SECOND,
  );

function refuseUntil(closedUntil: Date | null, now: Date): void {
  if (closedUntil) throw exhausted(closedUntil, now);
}

function refuseTooMany(order: Row<'orders'>, { lastUnusedAt, ofOrder }: store.Counted, now: Date): void {
  const next = lastUnusedAt ? after(lastUnusedAt, codeRules.betweenMs) : now;
  if (next > now)
    throw tooMany('rate_limited', 'The next code can be sent one minute after the last.', (next.getTime() - now.getTime()) / SECOND);
  if (ofOrder < codeRules.ofOrderAndPurpose) return;
  throw exhausted(order.expiresAt && order.expiresAt > now ? order.expiresAt : after(now, DAY), now);
}

/** The result of a typed code. A wrong attempt is counted in the transaction, so commit it before you answer. */
export type CodeVerdict = { right: true; code: Row<'phoneCodes'> } | { right: false; refusal: Problem };

const codeExpired = () => new Problem(422, 'code_expired', 'This code has expired, was used or was replaced. Ask for a new one.');

/**
 * Compares a typed code and counts it when it is wrong. The order must be locked. Throws only before anything is counted: the
 * caller returns a refusal from its transaction and throws it after the commit.
 */
export async function checkCode(context: Context, tx: Tx, request: CodeRequest, typed: string): Promise<CodeVerdict> {
  const now = context.clock.now();
  const limits = codeLimitsOf(context, request);
  const attempts = await lockAttempts(tx.sql, now, limits.wrong);
  // Limits of sent codes do not matter here: a code that was sent can be typed.
  const wrong = limits.wrong.filter((limit) => limits.closing.includes(limit));
  refuseUntil(attempts.closedUntil(wrong), now);
  const { order, purpose } = request;
  const code = await store.lastCode(tx.sql, { orderId: order.id, purpose, phoneIndex: phoneLimitKey(context, request.phone) });
  if (!code || code.killedAt || code.usedAt || code.expiresAt <= now || code.binding !== (request.binding ?? null)) throw codeExpired();
  if (code.wrongAttempts >= codeRules.attempts) throw codeExpired();
  if (equalInConstantTime(code.mac, macOf(context, code.id, typed))) {
    await store.useCode(tx.sql, code.id, now);
    return { right: true, code };
  }
  await store.countWrong(tx.sql, code.id);
  await attempts.count(limits.wrong);
  const attemptsLeft = codeRules.attempts - code.wrongAttempts - 1;
  return {
    right: false,
    refusal: new Problem(422, 'code_wrong', `The code is wrong. Attempts left: ${attemptsLeft}.`, { extra: { attemptsLeft } }),
  };
}

/** Another offer was chosen, so codes that were sent before must not sign it. */
export function killSigningCodes(context: Context, tx: Tx, orderId: string): Promise<void> {
  return store.killCodes(tx.sql, { orderId, purpose: 'signing' }, context.clock.now());
}
