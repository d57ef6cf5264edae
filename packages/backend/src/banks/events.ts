import { bankEventSchema, receivedSchema, type BankEvent, type BankEventType } from '@installment-button/protocol';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { bankCallbacks, bankParamsSchema, callbackDescription, callbackTags, receive } from './inbound.ts';

/** What an event of a bank moves; the order is locked. */
export type BankEventEffect = (
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  application: Row<'bankApplications'>,
  event: BankEvent,
) => Promise<unknown>;

export type BankEventEffects = Record<BankEventType, BankEventEffect>;

/** `POST /v1/banks/{bankId}/events`. The effects are handed in: most belong to later modules. */
export function bankEventRoutes(app: App, context: Context, effects: BankEventEffects): Promise<void> {
  return bankCallbacks(app, context, (scope) => {
    scope.post(
      '/v1/banks/:bankId/events',
      {
        schema: {
          tags: callbackTags,
          summary: 'Tell an event of a bank',
          description: callbackDescription,
          params: bankParamsSchema,
          body: bankEventSchema,
          response: { 200: receivedSchema },
        },
      },
      (request) =>
        receive(context, request, async (tx, bankId) => {
          const { body: event } = request;
          const found = await applicationOfBank(tx.sql, bankId, event.applicationId);
          if (!found) return applicationUnknown();
          const order = await lockOrder(tx.sql, found.orderId);
          const application = await applicationOfBank(tx.sql, bankId, event.applicationId);
          if (!application || !(await isFirst(tx.sql, context.clock.now(), bankId, event))) return null;
          await effects[event.type](context, tx, order, application, event);
          return null;
        }),
    );
  });
}

export const applicationUnknown = () => new Problem(404, 'not_found', 'There is no such application of this bank.');

export function applicationOfBank(sql: Sql, bankId: string, applicationId: string): Promise<Row<'bankApplications'> | undefined> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).where('bankId', '=', bankId).executeTakeFirst();
}

/** For an event that does not fit the order's status: the bank gets its 200, an operator looks. */
export function reportUnfitting(context: Context, order: Row<'orders'>, application: Row<'bankApplications'>, event: BankEvent): void {
  context.metrics.alerts.inc({ what: 'bank-event' });
  const { type, eventId } = event;
  context.log.error({ bank: application.bankId, order: order.id, status: order.status, type, eventId }, 'a bank’s event does not fit');
}

/** An event known by its id is a duplicate, whatever message brought it. */
async function isFirst(sql: Sql, at: Date, bankId: string, { eventId, applicationId, type }: BankEvent): Promise<boolean> {
  const written = await sql
    .insertInto('bankEvents')
    .values({ bankId, eventId, applicationId, type, at })
    .onConflict((conflict) => conflict.columns(['bankId', 'eventId']).doNothing())
    .returning('eventId')
    .executeTakeFirst();
  return written !== undefined;
}
