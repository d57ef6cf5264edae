import { exportPayoutsSchema, payoutListSchema, payoutsQuerySchema } from '@installment-button/protocol/cabinet/payouts';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { sendSpreadsheet } from '../send-spreadsheet.ts';
import { readPayouts } from './payouts.ts';
import { payoutsTable } from './table.ts';

const MOST_EXPORTED = 50_000;
const config = { access: 'head' } as const;
const hide = true;

export function payoutRoutes(app: App, context: Context): void {
  app.get('/payouts', { config, schema: { hide, querystring: payoutsQuerySchema, response: { 200: payoutListSchema } } }, (request) =>
    readPayouts(context, signedInOf(request).user.shopId, request.query),
  );

  app.post('/payouts/export', { config, schema: { hide, body: exportPayoutsSchema } }, async (request, reply) => {
    const { mode, from, to, language } = request.body;
    const { data } = await readPayouts(context, signedInOf(request).user.shopId, { mode, from, to }, MOST_EXPORTED);
    return sendSpreadsheet(reply, [payoutsTable(data, language)], request.body, 'payouts');
  });
}
