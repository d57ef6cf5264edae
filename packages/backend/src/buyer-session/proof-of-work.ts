import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import * as z from 'zod/mini';
import { MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { AttemptLimit } from '../platform/security/attempt-limits.ts';
import type { Sql } from '../tables/schema.ts';

const LIVES_MS = 10 * MINUTE;
const algorithm = 'PBKDF2/SHA-256';
/** Rounds of one guess, and guesses of the lightest challenge: together some 0.3 s of a telephone. */
const ROUNDS = 1000;
const GUESSES = 500;

/** What the proof is for: this order and phone, and so many codes sent before, so that each proof sends one code. */
export interface ProofSubject {
  orderId: string;
  phoneIndex: string;
  codesBefore: number;
}

/**
 * Work that a page does before a code is sent, while a shop's hourly budget of codes is more than half used:
 * 1. Without a proof the request gets 428 with a challenge, and nothing is counted.
 * 2. The page finds the number that the challenge asks for, and repeats the request with it. The buyer sees nothing but a longer wait.
 * 3. The work doubles with each tenth of the budget: what costs a buyer a second costs a flood its machines.
 * 4. The challenge is signed and names its subject, so it cannot be made cheaper, moved or used twice. Nothing is stored.
 */
export async function demandProof(
  context: Context,
  sql: Sql,
  { budget, subject, proof }: { budget: AttemptLimit; subject: ProofSubject; proof: string | undefined },
): Promise<void> {
  const level = await levelOf(context, sql, budget);
  if (level === null || (proof !== undefined && (await isProof(context, subject, proof)))) return;
  throw new Problem(428, 'proof_required', 'Many codes were asked for at this shop. Solve the challenge and repeat with `proof`.', {
    extra: { challenge: await challengeOf(context, subject, level) },
  });
}

/** Null: nearly nobody asks. Else how many tenths of the budget over its half are used. */
async function levelOf({ clock }: Context, sql: Sql, { key, most, withinMs }: AttemptLimit): Promise<number | null> {
  const row = await sql.selectFrom('attemptLimits').select(['attempts', 'since', 'closedUntil']).where('key', '=', key).executeTakeFirst();
  if (!row || after(row.since, withinMs) <= clock.now() || row.attempts < most / 2) return null;
  // No work opens a closed budget: the request is refused with the time to wait.
  if (row.closedUntil !== null && row.closedUntil > clock.now()) return null;
  return Math.min(4, Math.floor((row.attempts - most / 2) / (most / 10)));
}

function challengeOf(context: Context, subject: ProofSubject, level: number) {
  const guesses = GUESSES * 2 ** level;
  return createChallenge({
    ...{ algorithm, cost: ROUNDS, deriveKey, ...secretsOf(context) },
    counter: randomInt(guesses / 2, guesses),
    data: { subject: subjectOf(context, subject), until: after(context.clock.now(), LIVES_MS).toISOString() },
  });
}

const payloadSchema = z.object({
  challenge: z.object({
    parameters: z.object({
      ...{ algorithm: z.literal(algorithm), cost: z.literal(ROUNDS), keyLength: z.literal(32) },
      ...{ nonce: z.string(), salt: z.string(), keyPrefix: z.string(), keySignature: z.string() },
      data: z.object({ subject: z.string(), until: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

async function isProof(context: Context, subject: ProofSubject, proof: string): Promise<boolean> {
  const payload = payloadSchema.safeParse(readJson(Buffer.from(proof, 'base64').toString()));
  if (!payload.success) return false;
  const { challenge, solution } = payload.data;
  const { data } = challenge.parameters;
  if (data.subject !== subjectOf(context, subject) || !(new Date(data.until) > context.clock.now())) return false;
  // Throws where a text that should be hexadecimal is not.
  const checked = await verifySolution({ challenge, solution, deriveKey, ...secretsOf(context) }).catch(() => null);
  return checked?.verified === true;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same on every node. */
function secretsOf({ encryption }: Context): { hmacSignatureSecret: string; hmacKeySignatureSecret: string } {
  const secret = (use: string) => encryption.blindIndex('proof-of-work', 'secret', use);
  return { hmacSignatureSecret: secret('challenge'), hmacKeySignatureSecret: secret('key') };
}

const subjectOf = ({ encryption }: Context, { orderId, phoneIndex, codesBefore }: ProofSubject) =>
  encryption.blindIndex('proof-of-work', 'subject', JSON.stringify([orderId, phoneIndex, codesBefore]));
