import { bankIdSchema, problemCodes, type ProblemCode } from '@installment-button/protocol';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { lockOrder } from '../orders/store.ts';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { sha256Hex } from '../platform/security/encryption.ts';
import { verifiedId } from './message-signature.ts';

/** A repeat within this time gets the first answer again. */
const MEMORY_MS = 10 * MINUTE;

export const bankParamsSchema = z.strictObject({ bankId: bankIdSchema });
export const callbackTags = ['Bank gateway'];
export const callbackDescription =
  'Signed as Standard Webhooks with the bank’s secret; older than 5 minutes or unsigned: 401. A repeat is harmless.';

/** Routes that banks call. In the scope that `add` gets, the signature over the raw bytes is verified before the body is parsed. */
export async function bankCallbacks(app: App, context: Context, add: (scope: App) => void): Promise<void> {
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addHook('preValidation', async (request) => {
      request.body = verifiedBody(context, request);
    });
    add(scope);
  });
}

function verifiedBody(context: Context, request: FastifyRequest): unknown {
  const bank = context.banks.get(bankIdOf(request));
  if (!bank) throw new Problem(404, 'not_found', 'There is no such bank.');
  const raw = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  if (verifiedId(bank.inSecrets, request.headers, raw, context.clock.now()) === null) {
    throw new Problem(401, 'signature_invalid', 'The message is unsigned, signed with another secret, or older than 5 minutes.');
  }
  try {
    return JSON.parse(raw);
  } catch {
    throw new Problem(400, 'invalid_request', 'The body is not JSON.');
  }
}

/** The signature is verified before fastify has validated the params. */
const bankIdOf = ({ params }: FastifyRequest) => bankParamsSchema.safeParse(params).data?.bankId ?? '';

/** The hash of a message, and the refusal that it got. */
const storedSchema = z.object({ message: z.string(), code: z.optional(z.string()), detail: z.optional(z.string()) });

/** Applies a message to its application; the order is locked. Returns the refusal, or null. */
type Apply = (tx: Tx, order: Row<'orders'>, application: Row<'bankApplications'>) => Promise<Problem | null>;

/**
 * Answers a verified message once. Its effect and its `webhook-id` are stored in one transaction. A repeat gets the same answer without
 * the effect. Another message under the same id is refused.
 */
export async function receive(context: Context, request: FastifyRequest, applicationId: string, apply: Apply): Promise<{ received: true }> {
  const bankId = bankIdOf(request);
  const webhookId = String(request.headers['webhook-id']);
  const problem = await context.transaction(async (tx) => {
    const now = context.clock.now();
    const message = sha256Hex(`${request.url}\n${JSON.stringify(request.body)}`);
    const known = await remember(tx.sql, { bankId, webhookId, status: 200, answer: JSON.stringify({ message }), at: now });
    if (known) return recalled(known, message);
    await purgeOld(tx.sql, after(now, -MEMORY_MS));
    const refusal = await applyToOrder(tx, bankId, applicationId, apply);
    if (refusal) await changeAnswer(tx.sql, bankId, webhookId, message, refusal);
    return refusal;
  });
  if (problem) throw problem;
  return { received: true };
}

async function applyToOrder(tx: Tx, bankId: string, applicationId: string, apply: Apply): Promise<Problem | null> {
  const find = () =>
    tx.sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).where('bankId', '=', bankId).executeTakeFirst();
  const found = await find();
  if (!found) return new Problem(404, 'not_found', 'This bank has no such application.');
  const order = await lockOrder(tx.sql, found.orderId);
  // Read again under the lock: another answer may have been stored meanwhile.
  return apply(tx, order, (await find()) ?? found);
}

/**
 * Returns the message that is stored under this id, or stores this message and returns null. A repeat at the same moment waits here
 * until the first one's transaction ends.
 */
async function remember(sql: Sql, message: Row<'bankMessages'>): Promise<Row<'bankMessages'> | null> {
  const { status, answer, at } = message;
  const written = await sql
    .insertInto('bankMessages')
    .values(message)
    .onConflict((conflict) =>
      conflict.columns(['bankId', 'webhookId']).doUpdateSet({ status, answer, at }).where('bankMessages.at', '<', after(at, -MEMORY_MS)),
    )
    .returning('webhookId')
    .executeTakeFirst();
  if (written) return null;
  return sql
    .selectFrom('bankMessages')
    .selectAll()
    .where('bankId', '=', message.bankId)
    .where('webhookId', '=', message.webhookId)
    .executeTakeFirstOrThrow();
}

function recalled({ status, answer }: Row<'bankMessages'>, message: string): Problem | null {
  const stored = storedSchema.parse(JSON.parse(answer));
  if (stored.message !== message) return new Problem(422, 'validation_failed', 'This webhook-id belongs to another message.');
  const { code, detail = '' } = stored;
  return code === undefined || !isProblemCode(code) ? null : new Problem(status, code, detail);
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCodes, code);
}

async function changeAnswer(sql: Sql, bankId: string, webhookId: string, message: string, refusal: Problem): Promise<void> {
  const { status, code, message: detail } = refusal;
  await sql
    .updateTable('bankMessages')
    .set({ status, answer: JSON.stringify({ message, code, detail }) })
    .where('bankId', '=', bankId)
    .where('webhookId', '=', webhookId)
    .execute();
}

/** Deletes a few old messages, and skips those that another transaction is deleting. */
async function purgeOld(sql: Sql, before: Date): Promise<void> {
  const old = sql
    .selectFrom('bankMessages')
    .select(['bankId', 'webhookId'])
    .where('at', '<', before)
    .orderBy('at')
    .limit(20)
    .forUpdate()
    .skipLocked();
  await sql
    .deleteFrom('bankMessages')
    .where(({ eb, refTuple }) => eb(refTuple('bankId', 'webhookId'), 'in', old.$asTuple('bankId', 'webhookId')))
    .execute();
}
