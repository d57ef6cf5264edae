import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerOnce, type Answer } from '../platform/http/idempotency.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { accessOf, buyerOf, type Buyer } from './access.ts';
import { languageOf, type Language } from './language.ts';
import { viewSession } from './session-answer.ts';

/** What the buyer does: in one transaction with its answer, once for each Idempotency-Key of the buyer token. */
export function answerBuyerOnce(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (tx: Tx, buyer: Buyer & { orderId: string }) => Promise<Answer>,
): Promise<void> {
  const buyer = buyerOf(request);
  return answerOnce(context, request, reply, { credential: buyer.tokenHash }, (tx) => act(tx, buyer));
}

/** 202 with what `GET /v1/session` says after the act. */
export async function sessionAnswer(context: Context, request: FastifyRequest, tx: Tx, order: Row<'orders'>): Promise<Answer> {
  const { buyer } = accessOf(request);
  return { status: 202, body: await viewSession(context, tx.sql, { order, buyer }, languageOfRequest(request)) };
}

export function languageOfRequest({ headers }: FastifyRequest): Language {
  return languageOf(headers['accept-language']);
}
