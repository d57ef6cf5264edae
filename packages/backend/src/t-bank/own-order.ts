import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import { loginOf } from './caller.ts';
import { numberTaken } from './create-order.ts';
import { holderOfNumber, lastSuccessor } from '../orders/number-level.ts';
import { Refusal } from './refusal.ts';

const numberParams = z.object({ number: z.string() });

/** The order of this number, or its last successor: to the shop a restarted application stays the same order. */
export async function findOwnOrder(context: Context, request: FastifyRequest): Promise<Row<'orders'>> {
  const { number } = numberParams.parse(request.params);
  const holder = await holderOfNumber(context.sql, loginOf(request), number);
  if (!holder) throw new Refusal(404, 'Заявка не найдена');
  // A secret key or the cabinet took the number: its order did not come over these addresses.
  if (holder.tBank === null) throw numberTaken();
  return lastSuccessor(context.sql, holder);
}
