import type { BankEvent } from '@installment-button/protocol';
import { commandBank, commandsUnderWay } from '../banks/commands.ts';
import { finishCommand } from '../banks/send-command.ts';
import { transition } from '../orders/transition.ts';
import { contractSigned, signingFailed } from '../signing/outcome.ts';
import type { Context } from '../platform/context.ts';
import type { CommandKind, Row } from '../platform/schema.ts';
import type { Tx } from '../platform/transaction.ts';
import { finishRefund } from './refunds.ts';
import { settleOrder } from './settlement.ts';
import { signedApplication } from './store.ts';

/** What an event of a bank moves. The order is locked; the event is verified and new. */
export type BankEventEffect = (
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  application: Row<'applications'>,
  event: BankEvent,
) => Promise<unknown>;

/** An event ahead of our command's answer counts as that answer. */
async function awaiting(
  tx: Tx,
  order: Row<'orders'>,
  application: Row<'applications'>,
  kind: CommandKind,
): Promise<Row<'bankCommands'> | undefined> {
  const commands = await commandsUnderWay(tx.sql, order.id);
  return commands.find(
    (command) => command.kind === kind && command.applicationId === application.id && command.subject.purpose !== 'clean-up',
  );
}

const done = { state: 'done', status: 200, body: null } as const;

/** Nothing moves: logged for the operator, answered 200. */
function doesNotFit(context: Context, order: Row<'orders'>, event: BankEvent): void {
  context.metrics.alerts.inc({ what: 'bank_event_does_not_fit' });
  context.log.warn(
    { orderId: order.id, applicationId: event.applicationId, type: event.type, status: order.status },
    'a bank event does not fit the status',
  );
}

async function holdsContract(tx: Tx, order: Row<'orders'>, application: Row<'applications'>): Promise<boolean> {
  return order.chosenOfferId !== null && (await signedApplication(tx.sql, order)).id === application.id;
}

const signed: BankEventEffect = async (context, tx, order, application, event) => {
  if (!(await holdsContract(tx, order, application)) || (order.status !== 'approved' && order.agreementSignedAt === null)) {
    // Signed at a bank that the buyer did not choose, or after the end: undone there.
    return commandBank(context, tx, application, 'cancel', { reason: 'not chosen' }, { purpose: 'clean-up' });
  }
  if (order.status !== 'approved') return;
  const command = await awaiting(tx, order, application, 'signature');
  if (command) return finishCommand(context, tx, order, command, done);
  return contractSigned(context, tx, order, { method: 'meeting', at: new Date(event.at) });
};

const signFailed: BankEventEffect = async (context, tx, order, application, event) => {
  if (order.status !== 'approved' || !(await holdsContract(tx, order, application))) return doesNotFit(context, order, event);
  const command = await awaiting(tx, order, application, 'signature');
  if (command) return finishCommand(context, tx, order, command, { state: 'refused', status: 422, code: 'sign_failed' });
  return signingFailed(context, tx, order, 'sign_failed');
};

const contractCanceled: BankEventEffect = async (context, tx, order, application, event) => {
  if ((order.status !== 'signed' && order.status !== 'confirmed') || !(await holdsContract(tx, order, application)))
    return doesNotFit(context, order, event);
  const command = await awaiting(tx, order, application, 'cancel');
  if (command) return finishCommand(context, tx, order, command, done);
  return transition(context, tx, order, 'canceled', {
    confirmation: null,
    cancellation: null,
    canceled: JSON.stringify({ by: 'bank', reason: null }),
  });
};

const settled: BankEventEffect = async (context, tx, order, application, event) => {
  if (!(await holdsContract(tx, order, application))) return doesNotFit(context, order, event);
  let present = order;
  if (present.status === 'signed') {
    const command = await awaiting(tx, order, application, 'confirm');
    if (command) present = await finishCommand(context, tx, order, command, done);
  }
  if (present.status !== 'confirmed') return doesNotFit(context, order, event);
  return settleOrder(context, tx, present, event.amount ?? null);
};

const refundEnded =
  (status: 'succeeded' | 'failed'): BankEventEffect =>
  async (context, tx, order, application, event) => {
    if (event.refundId === undefined || !(await holdsContract(tx, order, application))) return doesNotFit(context, order, event);
    return finishRefund(context, tx, order, event.refundId, status);
  };

/** `offer-withdrawn` is the fan-out's. */
export const bankEventEffects: Record<Exclude<BankEvent['type'], 'offer-withdrawn'>, BankEventEffect> = {
  signed,
  'sign-failed': signFailed,
  'contract-canceled': contractCanceled,
  settled,
  refunded: refundEnded('succeeded'),
  'refund-failed': refundEnded('failed'),
};
