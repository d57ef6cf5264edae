import { exportFiguresSchema, figuresQuerySchema, figuresSchema } from '@installment-button/protocol/cabinet/figures';
import type { Context } from '../../context.ts';
import type { App } from '../../platform/http/http.ts';
import { signedInOf } from '../access/guard.ts';
import { sendSpreadsheet } from '../send-spreadsheet.ts';
import { readAnalytics } from './analytics.ts';
import { tablesOf } from './tables.ts';

const config = { access: 'head' } as const;
const hide = true;

export function analyticsRoutes(app: App, context: Context): void {
  app.get('/figures', { config, schema: { hide, querystring: figuresQuerySchema, response: { 200: figuresSchema } } }, (request) =>
    readAnalytics(context, signedInOf(request).user.shopId, request.query),
  );

  app.post('/figures/export', { config, schema: { hide, body: exportFiguresSchema } }, async (request, reply) => {
    const { mode, from, to, language } = request.body;
    const figures = await readAnalytics(context, signedInOf(request).user.shopId, { mode, from, to });
    return sendSpreadsheet(reply, tablesOf(figures, language), request.body, 'figures');
  });
}
