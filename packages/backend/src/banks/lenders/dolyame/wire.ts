import { randomUUID } from 'node:crypto';
import type { Pieces } from '@installment-button/protocol/whole-pieces';
import * as z from 'zod/mini';
import { askLender, basic } from '../ask-lender.ts';
import type { LenderAccount, LenderReply } from '../lender.ts';

/** Roubles come as numbers or as text («990.00»). */
const roubles = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d+(\.\d+)?$/))]),
  z.transform((value) => Math.round(Number(value) * 100)),
);

export const orderSchema = z.object({
  status: z.string(),
  link: z.optional(z.nullable(z.string())),
  payment_schedule: z.optional(z.nullable(z.array(z.object({ amount: roubles, payment_date: z.string() })))),
  refund_info: z.optional(z.nullable(z.object({ total_refunded_amount: z.optional(roubles) }))),
});
export type DolyameOrder = z.infer<typeof orderSchema>;
export const refundSchema = z.object({ refund_id: z.optional(z.string()) });

const refusalSchema = z.object({ errorDetailCode: z.optional(z.string()) });

/** `body` undefined: a POST without one, as `cancel` is. */
export function callDolyame<Body>(
  { values, url, allowLoopback }: LenderAccount,
  method: 'GET' | 'POST',
  path: string,
  schema: z.ZodMiniType<Body>,
  body?: object,
): Promise<LenderReply<Body>> {
  const { login = '', password = '', certificate = '', key = '', authority } = values;
  return askLender(
    {
      url: `${url.replace(/\/+$/, '')}/v1/orders/${path}`,
      method,
      headers: {
        authorization: basic(login, password),
        // New with every call: a used one is refused.
        'x-correlation-id': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      allowLoopback,
      tls: { cert: certificate, key, ...(authority ? { ca: authority } : {}) },
    },
    schema,
    (json) => refusalSchema.safeParse(json).data?.errorDetailCode ?? null,
  );
}

export const itemsOf = (pieces: Pieces[]) =>
  pieces.map(({ name, price, quantity }) => ({ name: name.slice(0, 128), quantity, price: price / 100 }));
