import { bankDecisionCallbackSchema, receivedSchema, type BankDecisionCallback } from '@installment-button/protocol';
import { applicationOfBank, applicationUnknown } from '../banks/events.ts';
import { bankCallbacks, bankParamsSchema, callbackDescription, callbackTags, receive } from '../banks/inbound.ts';
import { lockOrder } from '../orders/store.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { fieldProblem, type Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import { checkOffers } from './check-offers.ts';
import { recordDecisions, type FinalAnswer } from './decide.ts';

export function fanOutRoutes(app: App, context: Context): Promise<void> {
  return bankCallbacks(app, context, (scope) => {
    scope.post(
      '/v1/banks/:bankId/decisions',
      {
        schema: {
          tags: callbackTags,
          summary: 'Tell a decision of a bank',
          description: callbackDescription,
          params: bankParamsSchema,
          body: bankDecisionCallbackSchema,
          response: { 200: receivedSchema },
        },
      },
      (request) =>
        receive(context, request, async (tx, bankId) => {
          const found = await applicationOfBank(tx.sql, bankId, request.body.applicationId);
          if (!found) return applicationUnknown();
          const order = await lockOrder(tx.sql, found.orderId);
          const application = await applicationOfBank(tx.sql, bankId, request.body.applicationId);
          if (!application) return applicationUnknown();
          const judged = judge(context, order, request.body);
          if (!('decision' in judged)) return judged;
          await recordDecisions(context, tx, order, [{ application, answer: judged }]);
          return null;
        }),
    );
  });
}

/** Refused with the first fault when no offer of an approval adds up. */
function judge(context: Context, order: Row<'orders'>, message: BankDecisionCallback): FinalAnswer | Problem {
  if (message.decision === 'declined') return { decision: 'declined' };
  const { sound, faults } = checkOffers(order.amount, message.offers);
  const [fault] = faults;
  if (fault !== undefined) context.metrics.alerts.inc({ what: 'bank-offer' });
  return sound.length > 0
    ? { decision: 'approved', offers: sound }
    : fieldProblem('/offers', 'offer_unsound', `Offers: ${fault ?? 'none'}.`);
}
