import { hash, verify } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { Problem } from '../../platform/http/problems.ts';

/** OWASP's minimum for Argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each hash takes a processor for some 30 ms. A flood of sign-ins must not take all of them, and must not queue without end. */
const AT_ONCE = 2;
const WAITING = 60;
const pool = bulkhead(AT_ONCE, WAITING);

export function hashPassword(password: string): Promise<string> {
  return inPool(() => hash(password.normalize('NFKC'), cost));
}

async function inPool<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await pool.execute(act);
  } catch (error) {
    if (!(error instanceof BulkheadRejectedError)) throw error;
    throw new Problem(503, 'unavailable', 'Too many people sign in at this moment. Repeat in a few seconds.', {
      headers: { 'retry-after': '5' },
    });
  }
}

let hashOfNobody: Promise<string> | undefined;

/** Without a hash it takes as long, so that the time does not tell whether an e-mail is known. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  // Outside the pool, because a refusal would be remembered.
  hashOfNobody ??= hash('nobody has this password', cost);
  const known = passwordHash ?? (await hashOfNobody);
  const right = await inPool(() => verify(known, password.normalize('NFKC')));
  return right && passwordHash !== null;
}
