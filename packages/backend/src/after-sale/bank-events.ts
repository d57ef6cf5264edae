import type { BankEventType } from '@installment-button/protocol';
import { answerCommand } from '../banks/answer-command.ts';
import { commandBank, commandsUnderWay } from '../banks/commands.ts';
import { reportUnfitting, type BankEventEffect } from '../banks/event-routes.ts';
import { lockOrder } from '../orders/store.ts';
import { transition } from '../orders/transition.ts';
import { contractSigned, signingFailed } from '../signing/signature-outcome.ts';
import type { CommandKind, Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { finishRefund } from './refunds.ts';
import { settleOrder } from './settlement.ts';
import { signedBankApplication } from './store.ts';

/** The command that this event answers: an event that comes before our command's answer counts as that answer. */
async function commandThatWaits(
  tx: Tx,
  order: Row<'orders'>,
  application: Row<'bankApplications'>,
  kind: CommandKind,
): Promise<Row<'bankCommands'> | undefined> {
  const commands = await commandsUnderWay(tx.sql, order.id);
  return commands.find(
    (command) => command.kind === kind && command.applicationId === application.id && command.subject.purpose !== 'clean-up',
  );
}

const done = { state: 'done', status: 200, body: null } as const;

async function holdsContract(tx: Tx, order: Row<'orders'>, application: Row<'bankApplications'>): Promise<boolean> {
  return order.chosenOfferId !== null && (await signedBankApplication(tx.sql, order)).id === application.id;
}

const signed: BankEventEffect = async (context, tx, order, application, event) => {
  if (!(await holdsContract(tx, order, application)) || (order.status !== 'approved' && order.agreementSignedAt === null)) {
    // Signed at a bank that the buyer did not choose, or after the order's end.
    return commandBank(context, tx, application, 'cancel', { reason: 'not chosen' }, { purpose: 'clean-up' });
  }
  if (order.status !== 'approved') return;
  const command = await commandThatWaits(tx, order, application, 'signature');
  if (command) return answerCommand(context, tx, order, command, done);
  return contractSigned(context, tx, order, { method: 'meeting', at: new Date(event.at) });
};

const signFailed: BankEventEffect = async (context, tx, order, application, event) => {
  if (order.status !== 'approved' || !(await holdsContract(tx, order, application)))
    return reportUnfitting(context, order, application, event);
  const command = await commandThatWaits(tx, order, application, 'signature');
  if (command) return answerCommand(context, tx, order, command, { state: 'refused', status: 422, code: 'sign_failed' });
  return signingFailed(context, tx, order, 'sign_failed');
};

const contractCanceled: BankEventEffect = async (context, tx, order, application, event) => {
  if ((order.status !== 'signed' && order.status !== 'confirmed') || !(await holdsContract(tx, order, application)))
    return reportUnfitting(context, order, application, event);
  const command = await commandThatWaits(tx, order, application, 'cancel');
  if (command) return answerCommand(context, tx, order, command, done);
  return transition(context, tx, order, 'canceled', {
    confirmation: null,
    cancellation: null,
    canceled: JSON.stringify({ by: 'bank' }),
    cancelReason: null,
  });
};

const settled: BankEventEffect = async (context, tx, order, application, event) => {
  if (!(await holdsContract(tx, order, application))) return reportUnfitting(context, order, application, event);
  let present = order;
  if (present.status === 'signed') {
    const command = await commandThatWaits(tx, order, application, 'confirm');
    if (command) {
      await answerCommand(context, tx, order, command, done);
      present = await lockOrder(tx.sql, order.id);
    }
  }
  if (present.status !== 'confirmed') return reportUnfitting(context, order, application, event);
  return settleOrder(context, tx, present, event.amount ?? null);
};

const refundEnded =
  (status: 'succeeded' | 'failed'): BankEventEffect =>
  async (context, tx, order, application, event) => {
    const { refundId } = event;
    if (refundId === undefined || !(await holdsContract(tx, order, application)))
      return reportUnfitting(context, order, application, event);
    return finishRefund(context, tx, order, refundId, status);
  };

/** All events of banks but `offer-withdrawn`, which belongs to the fan-out. */
export const bankEventEffects: Record<Exclude<BankEventType, 'offer-withdrawn'>, BankEventEffect> = {
  signed,
  'sign-failed': signFailed,
  'contract-canceled': contractCanceled,
  settled,
  refunded: refundEnded('succeeded'),
  'refund-failed': refundEnded('failed'),
};
