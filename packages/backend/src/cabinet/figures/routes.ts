import { exportFiguresSchema, figuresQuerySchema, figuresSchema, type Figures } from '@installment-button/protocol/cabinet/figures';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http.ts';
import { signedInOf } from '../access/guard.ts';
import type { Table } from '../files.ts';
import { sendTable } from '../send-table.ts';
import { readFigures } from './figures.ts';

const config = { access: 'head' } as const;
const hide = true;

export function figureRoutes(app: App, context: Context): void {
  app.get('/figures', { config, schema: { hide, querystring: figuresQuerySchema, response: { 200: figuresSchema } } }, (request) =>
    readFigures(context, signedInOf(request).user.shopId, request.query),
  );

  app.post('/figures/export', { config, schema: { hide, body: exportFiguresSchema } }, async (request, reply) => {
    const { mode, from, to, language } = request.body;
    const figures = await readFigures(context, signedInOf(request).user.shopId, { mode, from, to });
    return sendTable(reply, tableOf(figures, language), request.body, 'figures');
  });
}

const headers = {
  ru: ['День', 'Подтверждено', 'Подписано и ждёт', 'Возвращено'],
  en: ['Day', 'Confirmed', 'Signed and waiting', 'Refunded'],
};

function tableOf({ days }: Figures, language: 'ru' | 'en'): Table {
  const rows = days.map(({ day, confirmed, waiting, refunded }) => [day, confirmed / 100, waiting / 100, refunded / 100]);
  async function* whole() {
    yield rows;
  }
  return { sheet: language === 'ru' ? 'Цифры' : 'Figures', header: headers[language], rows: whole() };
}
