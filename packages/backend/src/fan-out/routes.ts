import { bankDecisionCallbackSchema, receivedSchema, type BankDecisionCallback } from '@installment-button/protocol';
import { bankCallbacks, bankParamsSchema, callbackDescription, callbackTags, receive } from '../banks/inbound.ts';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import { checkOffersOf } from './check-offers.ts';
import { recordDecisions, type FinalAnswer } from './record-decisions.ts';

export function fanOutRoutes(app: App, context: Context): Promise<void> {
  return bankCallbacks(app, context, (scope) => {
    scope.post(
      '/v1/banks/:bankId/decisions',
      {
        schema: {
          tags: callbackTags,
          summary: 'Report a decision',
          description: callbackDescription,
          params: bankParamsSchema,
          body: bankDecisionCallbackSchema,
          response: { 200: receivedSchema },
        },
      },
      (request) =>
        receive(context, request, request.body.applicationId, async (tx, order, application) => {
          const answer = answerOf(context, order, application, request.body);
          if (answer instanceof Problem) return answer;
          await recordDecisions(context, tx, order, [{ application, answer }]);
          return null;
        }),
    );
  });
}

/** The decision, or a refusal with the first fault when none of an approval's offers adds up. */
function answerOf(
  context: Context,
  order: Row<'orders'>,
  application: Row<'bankApplications'>,
  message: BankDecisionCallback,
): FinalAnswer | Problem {
  if (message.decision === 'declined') return { decision: 'declined' };
  const { sound, faults } = checkOffersOf(context, order.amount, application, message.offers);
  if (sound.length > 0) return { decision: 'approved', offers: sound };
  return fieldProblem('/offers', 'offer_unsound', `No offer adds up. The first fault: ${faults[0] ?? 'there are no offers'}.`);
}
