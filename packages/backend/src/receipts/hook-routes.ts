import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { issueReceipt } from './receipts.ts';

const params = z.strictObject({ id: z.string().check(z.regex(/^rcp_[0-9A-Za-z]{8,64}(-\d+)?$/)) });

/**
 * A provider says that a document is done. Nobody signs that, so it is believed in nothing: the report is read now instead of later. Any
 * answer but 200 would only make the provider come again.
 */
export function receiptHookRoutes(app: App, context: Context): void {
  app.post(
    '/hooks/receipts/:id',
    { schema: { hide: true, params, response: { 200: z.object({ code: z.literal(0) }) } } },
    async (request) => {
      const [receiptId = ''] = request.params.id.split('-');
      await context.transaction(async (tx) => {
        const receipt = await tx.sql
          .selectFrom('receipts')
          .innerJoin('orders', 'orders.id', 'receipts.orderId')
          .select(['receipts.attempts', 'orders.shopId'])
          .where('receipts.id', '=', receiptId)
          .where('issuedAt', 'is', null)
          .where('handle', 'is not', null)
          .executeTakeFirst();
        if (receipt) await tx.enqueue(issueReceipt.job({ receiptId, shopId: receipt.shopId }, { number: receipt.attempts }));
      });
      return { code: 0 } as const;
    },
  );
}
