import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { valuesOf } from '../connections/store.ts';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import { lookNow } from './lender-looks.ts';
import { noticeCode } from './lenders/notice-address.ts';
import { lenderOf } from './lenders/lenders.ts';

const paramsSchema = z.object({ connectionId: z.string(), code: z.string() });
const LARGEST_NOTICE = 64 * 1024;

/**
 * What lenders send by themselves. Most is unsigned, so a notice never changes an order: it makes us look. Lost, doubled and early notices
 * do no harm. The same answer for every address that is not right.
 */
export async function lenderNoticeRoutes(app: App, context: Context): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LARGEST_NOTICE }, (_request, body, parsed) => parsed(null, body));
    // Yandex adds `/v1/webhook` to the address.
    for (const url of ['/v1/lenders/:connectionId/:code', '/v1/lenders/:connectionId/:code/v1/webhook'])
      scope.post(url, { schema: { hide: true } }, async (request) => {
        const { connectionId, code } = paramsSchema.parse(request.params);
        await takeNotice(context, connectionId, code, typeof request.body === 'string' ? request.body : '');
        return { status: 'success' };
      });
    done();
  });
}

async function takeNotice(context: Context, connectionId: string, code: string, raw: string): Promise<void> {
  const unknown = new Problem(404, 'not_found', 'There is no such address.');
  if (noticeCode(context, connectionId) !== code) throw unknown;
  const connection = await context.sql.selectFrom('connections').selectAll().where('id', '=', connectionId).executeTakeFirst();
  if (!connection) throw unknown;
  const { provider, test } = connection;
  const bank = [...context.banks.values()].find((each) => each.connector === provider && (each.test ?? false) === test);
  const lender = bank && lenderOf(bank);
  if (!lender) throw unknown;
  const account = { values: valuesOf(context, connection), url: bank.url, test, allowLoopback: !context.config.production };
  const applicationId = await lender.readNotice(account, raw);
  if (applicationId === null) throw new Problem(400, 'invalid_request', 'This is no notice of the lender.');
  const application = await context.sql
    .selectFrom('bankApplications')
    .select(['id', 'bankId'])
    .where('id', '=', applicationId)
    .where('shopId', '=', connection.shopId)
    .where('bankId', '=', bank.id)
    .executeTakeFirst();
  // A number that we do not know is none of ours; it would come again for a day.
  if (application) await context.transaction((tx) => lookNow(tx, { applicationId: application.id, bankId: application.bankId }));
}
