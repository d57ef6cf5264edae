import { exportAnalyticsSchema, analyticsQuerySchema, analyticsSchema } from '@installment-button/protocol/cabinet/analytics';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { sendSpreadsheet } from '../send-spreadsheet.ts';
import { readAnalytics } from './analytics.ts';
import { tablesOf } from './tables.ts';

const config = { access: 'head' } as const;
const hide = true;

export function analyticsRoutes(app: App, context: Context): void {
  app.get('/analytics', { config, schema: { hide, querystring: analyticsQuerySchema, response: { 200: analyticsSchema } } }, (request) =>
    readAnalytics(context, signedInOf(request).user.shopId, request.query),
  );

  app.post('/analytics/export', { config, schema: { hide, body: exportAnalyticsSchema } }, async (request, reply) => {
    const { mode, from, to, language } = request.body;
    const analytics = await readAnalytics(context, signedInOf(request).user.shopId, { mode, from, to });
    return sendSpreadsheet(reply, tablesOf(analytics, language), request.body, 'analytics');
  });
}
