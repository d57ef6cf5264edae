import { bankEventSchema, receivedSchema, type BankEvent, type BankEventType } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import type { Row, Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { bankCallbacks, bankParamsSchema, callbackDescription, callbackTags, receive } from './inbound.ts';

/** What an event of a bank changes. The order is locked. */
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
          summary: 'Report an event',
          description: callbackDescription,
          params: bankParamsSchema,
          body: bankEventSchema,
          response: { 200: receivedSchema },
        },
      },
      (request) =>
        receive(context, request, request.body.applicationId, async (tx, order, application) => {
          const { body: event } = request;
          if (await isFirst(tx.sql, context.clock.now(), application.bankId, event)) {
            await effects[event.type](context, tx, order, application, event);
          }
          return null;
        }),
    );
  });
}

/** An event that does not fit the order's status: the bank still gets its 200, and an alert asks an operator to look. */
export function reportUnfitting(context: Context, order: Row<'orders'>, application: Row<'bankApplications'>, event: BankEvent): void {
  context.metrics.alerts.inc({ what: 'bank-event' });
  const { type, eventId } = event;
  context.log.error({ bank: application.bankId, order: order.id, status: order.status, type, eventId }, 'a bank’s event does not fit');
}

/** A second event with the same id is a duplicate, even in another message. */
async function isFirst(sql: Sql, at: Date, bankId: string, { eventId, applicationId, type }: BankEvent): Promise<boolean> {
  const written = await sql
    .insertInto('bankEvents')
    .values({ bankId, eventId, applicationId, type, at })
    .onConflict((conflict) => conflict.columns(['bankId', 'eventId']).doNothing())
    .returning('eventId')
    .executeTakeFirst();
  return written !== undefined;
}
