import { cleanUpJob } from './after-sale/clean-up.ts';
import { cancelAnswered } from './after-sale/cancel.ts';
import { confirmAnswered, confirmJob } from './after-sale/confirm.ts';
import { expireJob } from './after-sale/expiry.ts';
import { crmsFollow } from './integrations/crm/sync-deal.ts';
import { receiptsFollow } from './receipts/receipts.ts';
import { refundAnswered } from './after-sale/refunds.ts';
import { settleJob, settlesByItselfAt } from './after-sale/settlement.ts';
import { signedBankApplication } from './after-sale/store.ts';
import { acceptAnswered } from './buyer-session/choice.ts';
import { signedNotices } from './notifications/tell-managers.ts';
import { rememberBuyer } from './cabinet/orders/search.ts';
import { askBanks } from './fan-out/bank-applications.ts';
import type { CommandAnswer, Consequences, Context, OrderEvent } from './context.ts';
import type { Job } from './platform/queue/job.ts';
import type { CommandKind, Row } from './tables/schema.ts';
import type { Tx } from './platform/database/transaction.ts';
import { noticesFollow } from './notifications/tell-buyer.ts';
import { appointmentAnswered, calledOff } from './signing/meeting.ts';
import { signatureAnswered } from './signing/signature-outcome.ts';
import { tBankFollows } from './t-bank/webhook.ts';
import { webhooksFollow } from './webhooks/spread-event.ts';

type Follow = (context: Context, tx: Tx, order: Row<'orders'>, event: OrderEvent) => Job[] | Promise<Job[]>;
type Effect = (context: Context, tx: Tx, order: Row<'orders'>, command: Row<'bankCommands'>, answer: CommandAnswer) => Promise<unknown>;

const cleanUp: Follow = (_context, _tx, order) => [cleanUpJob.with({ orderId: order.id })];

const expiry: Follow = (_context, _tx, order) =>
  order.expiresAt === null ? [] : [expireJob.with({ orderId: order.id }, { startAfter: order.expiresAt })];

const autoConfirm: Follow = (_context, _tx, order) => [confirmJob.with({ orderId: order.id, why: 'auto' })];

const settlementByDate: Follow = async (context, tx, order) => {
  const { bankId } = await signedBankApplication(tx.sql, order);
  const startAfter = settlesByItselfAt(context, order, bankId);
  return startAfter === null ? [] : [settleJob.with({ orderId: order.id }, { startAfter })];
};

const searchIndex: Follow = async (context, tx, order) => {
  await rememberBuyer(context, tx, order);
  return [];
};

const buyerNotices: Follow = (context, _tx, _order, event) => noticesFollow(context, event);

const managerNotices: Follow = (context, _tx, order) => signedNotices(context, order);

/** The consequences of an event, by its type. */
const following: Record<string, Follow[]> = {
  'bank.decision': [buyerNotices, tBankFollows],
  'order.created': [expiry],
  'order.submitted': [expiry, askBanks, searchIndex],
  'order.approved': [expiry],
  'order.signed': [expiry, cleanUp, autoConfirm, buyerNotices, managerNotices, tBankFollows],
  'order.confirmed': [settlementByDate, receiptsFollow],
  'order.settled': [receiptsFollow],
  'order.updated': [receiptsFollow],
  'order.rejected': [cleanUp, buyerNotices],
  'order.canceled': [cleanUp, buyerNotices, receiptsFollow, tBankFollows],
  'order.expired': [cleanUp, buyerNotices, tBankFollows],
  'refund.succeeded': [receiptsFollow, buyerNotices],
};

/** The consequences of every event that the shop's server and its CRMs get. */
const followingPublic: Follow[] = [crmsFollow, (_context, tx, order, event) => webhooksFollow(tx, event, order.test)];

const nothing: Effect = () => Promise.resolve();

/** The effect of a bank's final answer, by the command's kind. */
const effects: Record<CommandKind, Effect> = {
  accept: acceptAnswered,
  release: nothing,
  appointment: async (context, tx, order, command, answer) => {
    // An appointment may postpone the order's expiry.
    const { expiresAt } = await appointmentAnswered(context, tx, order, command, answer);
    if (expiresAt !== null && expiresAt.getTime() !== order.expiresAt?.getTime()) {
      await tx.enqueue(expireJob.with({ orderId: order.id }, { startAfter: expiresAt }));
    }
  },
  'appointment-cancel': calledOff,
  signature: signatureAnswered,
  confirm: (context, tx, order, _command, answer) => confirmAnswered(context, tx, order, answer),
  cancel: (context, tx, order, { subject }, answer) => cancelAnswered(context, tx, order, subject, answer),
  refund: (context, tx, order, { subject }, answer) => refundAnswered(context, tx, order, subject.refundId ?? '', answer),
};

/**
 * The business on one page: what follows an event, and what a bank's answer changes. A module does not import the modules after it: they
 * are called from here.
 */
export const consequences: Consequences = {
  async ofEvent(context, tx, event, order) {
    const follows = [...(following[event.type] ?? []), ...(event.public ? followingPublic : [])];
    const jobs: Job[] = [];
    for (const follow of follows) jobs.push(...(await follow(context, tx, order, event)));
    return jobs;
  },

  async ofCommand(context, tx, order, command, answer) {
    await effects[command.kind](context, tx, order, command, answer);
  },
};
