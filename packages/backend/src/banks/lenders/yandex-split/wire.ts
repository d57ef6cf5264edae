import * as z from 'zod/mini';
import { askLender } from '../ask-lender.ts';
import type { LenderAccount, LenderReply } from '../lender.ts';

const refusalSchema = z.object({ reasonCode: z.optional(z.string()) });

/** `requestId` stays the same when the call is repeated. */
export function callYandex<Data>(
  { values, url, allowLoopback }: LenderAccount,
  { method = 'POST', path, requestId, body }: { method?: 'GET' | 'POST'; path: string; requestId: string; body?: object },
  data: z.ZodMiniType<Data>,
): Promise<LenderReply<{ data: Data }>> {
  return askLender(
    {
      url: `${url.replace(/\/+$/, '')}/api/merchant/${path}`,
      method,
      headers: {
        authorization: `Api-Key ${values['apiKey'] ?? ''}`,
        'x-request-id': requestId,
        'x-request-timeout': '10000',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      allowLoopback,
    },
    z.object({ data }),
    (json) => refusalSchema.safeParse(json).data?.reasonCode ?? null,
  );
}

/** Amounts are text. */
export const written = (amount: number) => (amount / 100).toFixed(2);
