import { noFieldsSchema, orderIdSchema, orderLinkSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { findOwnOrder } from '../orders/list.ts';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import { requireSecretKey, secretKeyFirst } from '../shops/credentials.ts';
import { revokeLink } from './revoke-link.ts';

const schema = {
  tags: ['Orders'],
  summary: 'Replace the link',
  description:
    'For a link that came into wrong hands. The old link, its session token, all buyer tokens and all codes stop working at once.',
  params: z.strictObject({ id: orderIdSchema }),
  body: z.nullish(noFieldsSchema),
  response: { 200: orderLinkSchema },
};

export function orderLinkRoutes(app: App, context: Context): void {
  app.post('/v1/orders/:id/link', { onRequest: secretKeyFirst(context), schema }, async (request, reply) => {
    const { keyId, shop, test } = await requireSecretKey(context, request);
    return answerOnce(context, request, reply, { credential: keyId }, async (tx) => {
      await findOwnOrder(tx.sql, { shopId: shop.id, test }, request.params.id);
      return { status: 200, body: await revokeLink(context, tx, await lockOrder(tx.sql, request.params.id)) };
    });
  });
}
