import type { ApplicationView, Control } from '@installment-button/sandbox';
import type { Context } from '../../packages/backend/src/context.ts';

/**
 * What the order says against what the banks say. Null where they agree, else the difference in words. Asked at rest: while
 * a command is under way they may differ.
 */
export async function disagreement(context: Context, control: Control, orderId: string): Promise<string | null> {
  const order = await context.sql.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirstOrThrow();
  const applications = await context.sql.selectFrom('bankApplications').selectAll().where('orderId', '=', orderId).execute();
  const offers = await context.sql.selectFrom('offers').selectAll().where('orderId', '=', orderId).execute();
  const commands = await context.sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('state', '=', 'pending')
    .execute();
  const underWay = commands.filter(({ supersededAt }) => supersededAt === null);
  if (underWay.length > 0) return `still at the bank: ${underWay.map(({ kind, bankId }) => `${kind} ${bankId}`).join(', ')}`;
  if (order.status === 'created') return null;

  const chosen = offers.find(({ id }) => id === order.chosenOfferId);
  const contract = order.agreementSignedAt === null ? undefined : chosen?.applicationId;
  for (const application of applications) {
    const known = control.applications(application.bankId).find(({ applicationId }) => applicationId === application.id);
    const wrong = difference(order.status, known, {
      holdsContract: application.id === contract,
      hasOffers: offers.some(({ applicationId, goneAt }) => applicationId === application.id && goneAt === null),
      isChosen: chosen?.applicationId === application.id,
      isAnyChosen: chosen !== undefined,
      chosenOffer: chosen?.bankOfferId,
    });
    if (wrong !== null) return `${application.bankId} of an order that is ${order.status}: ${wrong}`;
  }

  const refunds = await context.sql.selectFrom('refunds').selectAll().where('orderId', '=', orderId).execute();
  const holding = applications.find(({ id }) => id === contract);
  const known = holding
    ? (control.applications(holding.bankId).find(({ applicationId }) => applicationId === holding.id)?.refunds ?? [])
    : [];
  for (const refund of refunds) {
    const there = known.find(({ refundId }) => refundId === refund.id);
    const status = there?.status === 'refused' ? 'failed' : there?.status;
    if (status !== refund.status) return `refund: ${refund.status} here, ${status ?? 'unknown'} at the bank`;
  }
  const reserved = refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);
  return reserved === order.refundedAmount ? null : `refundedAmount ${order.refundedAmount}, refunds ${reserved}`;
}

interface Standing {
  /** While nothing is chosen, a bank whose offers are all gone may keep what was accepted of them: the next choice releases it. */
  hasOffers: boolean;
  isAnyChosen: boolean;
  holdsContract: boolean;
  isChosen: boolean;
  chosenOffer: string | undefined;
}

function difference(
  status: string,
  known: ApplicationView | undefined,
  { holdsContract, hasOffers, isChosen, isAnyChosen, chosenOffer }: Standing,
): string | null {
  const state = known?.state ?? 'absent';
  const expect = (...states: string[]) => (states.includes(state) ? null : `${state} there, expected ${states.join(' or ')}`);
  switch (status) {
    case 'submitted':
    case 'approved':
      if (!isChosen)
        return expect('absent', 'pending', 'approved', 'declined', 'canceled', ...(hasOffers || isAnyChosen ? [] : ['accepted']));
      return (
        expect('accepted') ??
        (known?.acceptedOfferId === chosenOffer
          ? null
          : `offer ${known?.acceptedOfferId ?? 'none'} accepted there, ${chosenOffer ?? 'none'} chosen here`)
      );
    case 'signed':
    case 'confirmed':
    case 'settled':
      if (!holdsContract) return expect('absent', 'canceled');
      return expect(status) ?? (known?.acceptedOfferId === chosenOffer ? null : 'another offer was signed there');
    default:
      return expect('absent', 'canceled');
  }
}
