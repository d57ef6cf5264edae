import type { FastifyReply, FastifyRequest } from 'fastify';
import { after, DAY, SECOND } from '../clock.ts';
import type { PlatformContext } from '../platform-context.ts';
import { Problem } from './problems.ts';
import type { Row } from '../../tables/schema.ts';
import type { Tx } from '../database/transaction.ts';
import { hashToken } from '../security/encryption.ts';

export interface Answer {
  status: number;
  body?: unknown;
}

export interface Once {
  /** Who calls: an id or a hash, never a secret. The same key of two callers is two keys. */
  credential: string;
  /** Everybody knows a publishable key, so a short Idempotency-Key of a page could be guessed. Default: 1. */
  leastKeyLength?: number;
}

/** `leastKeyLength` for a publishable key. */
export const PUBLIC_KEY_LENGTH = 22;

const LEASE_MS = 30 * SECOND;
const KEPT_MS = DAY;

/**
 * Runs a POST's effect once per Idempotency-Key and sends its answer.
 * 1. The key is claimed by a lease of 30 s. A second request meanwhile gets 409.
 * 2. The answer is written in the effect's own transaction: both are committed, or neither.
 * 3. A crash before the commit leaves the lease. When it has ended, the next request with the key runs the effect.
 * 4. A refusal (4xx) is kept like an answer. A failure (5xx, 429) is not: the key is free again.
 * 5. For a day the same key and body get the first answer. The same key with another body gets 422.
 * Without the header the effect runs in a plain transaction.
 */
export function answerOnce(
  context: PlatformContext,
  request: FastifyRequest,
  reply: FastifyReply,
  once: Once,
  effect: (tx: Tx) => Promise<Answer>,
): Promise<void> {
  return answerOnceAround(context, request, reply, once, (keep) =>
    context.transaction(async (tx) => {
      const answer = await effect(tx);
      await keep(tx, answer);
      return answer;
    }),
  );
}

/**
 * The same for a route whose effect is more than one transaction, because it calls another system or reads a file. The route
 * calls `keep` with its answer in its last transaction.
 */
export async function answerOnceAround(
  context: PlatformContext,
  request: FastifyRequest,
  reply: FastifyReply,
  once: Once,
  act: (keep: (tx: Tx, answer: Answer) => Promise<void>) => Promise<Answer>,
): Promise<void> {
  const key = readKey(request, once.leastKeyLength ?? 1);
  if (key === null) return send(reply, await act(async () => undefined));
  const place: Claim = {
    scope: hashToken(JSON.stringify([once.credential, request.method, request.url.split('?')[0]])),
    key,
    bodyHash: hashToken(JSON.stringify(request.body ?? null)),
    leaseUntil: after(context.clock.now(), LEASE_MS),
  };
  const earlier = await claim(context, place);
  if (earlier) return send(reply.header('idempotency-replayed', 'true'), earlier);
  try {
    return send(reply, await act((tx, answer) => keepAnswer(context, tx, place, answer)));
  } catch (error) {
    if (error instanceof LeaseLost) throw inProgress();
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 429) {
      await release(context, place);
      throw error;
    }
    const refusal = { status: error.status, body: error.toJSON() };
    // When the lease is lost, another request answers for the key. This request is refused all the same.
    await context
      .transaction((tx) => keepAnswer(context, tx, place, refusal))
      .catch((lost: unknown) => {
        if (!(lost instanceof LeaseLost)) throw lost;
      });
    throw error;
  }
}

interface Claim {
  scope: string;
  key: string;
  bodyHash: string;
  /** Tells one holder from the next, because a later holder has a later end. */
  leaseUntil: Date;
}

/** Another request took the key over after our lease had ended, so our effect must be rolled back. */
class LeaseLost extends Error {}

const inProgress = () =>
  new Problem(409, 'idempotency_in_progress', 'The first request with this Idempotency-Key is still running. Repeat in a second.', {
    headers: { 'retry-after': '1' },
  });

function readKey(request: FastifyRequest, least: number): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key) && key.length >= least) return key;
  throw new Problem(422, 'idempotency_key_invalid', `An Idempotency-Key must have ${least} to 255 printable characters without spaces.`);
}

/** Resolves when the answer is sent. Fastify would report a route that returns nothing before as one without an answer. */
async function send(reply: FastifyReply, { status, body }: Answer): Promise<void> {
  reply.code(status);
  if (status >= 400) reply.type('application/problem+json').serializer(JSON.stringify);
  reply.send(body);
  await reply;
}

/** Claims the key for this request, or returns the earlier answer. */
async function claim(context: PlatformContext, place: Claim): Promise<Answer | null> {
  const { scope, key, bodyHash, leaseUntil } = place;
  const fresh = await context.sql
    .insertInto('idempotency')
    .values({ scope, key, bodyHash, leaseUntil, createdAt: context.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  return fresh ? null : takeOver(context, place);
}

function takeOver(context: PlatformContext, { scope, key, bodyHash, leaseUntil }: Claim): Promise<Answer | null> {
  const now = context.clock.now();
  return context.transaction(async ({ sql }) => {
    const row = await sql
      .selectFrom('idempotency')
      .selectAll()
      .where('scope', '=', scope)
      .where('key', '=', key)
      .forUpdate()
      .executeTakeFirst();
    // The key was released between the two statements.
    if (!row) throw inProgress();
    if (row.createdAt > after(now, -KEPT_MS)) {
      if (row.bodyHash !== bodyHash)
        throw new Problem(
          422,
          'idempotency_key_reused',
          'This Idempotency-Key was used with another body. Use a new key for a new request.',
        );
      if (row.answer !== null) return openAnswer(context, row);
      if (row.leaseUntil > now) throw inProgress();
    }
    await sql
      .updateTable('idempotency')
      .set({ bodyHash, leaseUntil, createdAt: now, answer: null, status: null })
      .where('scope', '=', scope)
      .where('key', '=', key)
      .execute();
    return null;
  });
}

async function keepAnswer(context: PlatformContext, { sql }: Tx, { scope, key, leaseUntil }: Claim, answer: Answer): Promise<void> {
  const encrypted = context.encryption.encrypt(JSON.stringify(answer.body ?? null), placeOf(scope, key));
  const { numUpdatedRows } = await sql
    .updateTable('idempotency')
    .set({ answer: encrypted, status: answer.status })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('leaseUntil', '=', leaseUntil)
    .where('answer', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new LeaseLost();
}

async function release(context: PlatformContext, { scope, key, leaseUntil }: Claim): Promise<void> {
  await context.sql
    .deleteFrom('idempotency')
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('leaseUntil', '=', leaseUntil)
    .where('answer', 'is', null)
    .execute();
}

function openAnswer(context: PlatformContext, { scope, key, answer, status }: Row<'idempotency'>): Answer {
  const body: unknown = JSON.parse(context.encryption.decrypt(answer ?? '', placeOf(scope, key)));
  return { status: status ?? 500, body: body ?? undefined };
}

const placeOf = (scope: string, key: string) => ({ table: 'idempotency', column: 'answer', row: `${scope}:${key}` });

/** Maintenance: deletes answers older than a day. */
export async function purgeAnswers(context: PlatformContext): Promise<void> {
  await context.sql.deleteFrom('idempotency').where('createdAt', '<', after(context.clock.now(), -KEPT_MS)).execute();
}
