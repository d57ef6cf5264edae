import { addDays, bankAppointmentSchema, type Signing, type Slot, type StartSigning } from '@installment-button/protocol';
import type { Access, Buyer } from '../buyer-session/access.ts';
import { offerGone } from '../buyer-session/offer-gone.ts';
import { encryptAppointment } from '../buyer-session/signing-view.ts';
import { findSigning } from '../buyer-session/store.ts';
import { getBankApplication, findOffer } from '../fan-out/store.ts';
import { commandBank } from '../banks/commands.ts';
import { connectorOf } from '../banks/connector-registry.ts';
import { findOrder } from '../orders/store.ts';
import { amend } from '../orders/transition.ts';
import type { CommandAnswer, Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { changeSigning } from '../buyer-session/change-signing.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { readyToSign } from './ready-to-sign.ts';
import { signingNow } from './signing-now.ts';
import { waitForAnswer } from './wait-for-answer.ts';

type Meeting = Extract<StartSigning, { method: 'meeting' }>;

export const slotTaken = () =>
  new Problem(422, 'slot_taken', 'Somebody else took this time. Choose another.', {
    fields: [{ path: '/slotId', code: 'slot_taken', message: 'Somebody else took this time.' }],
  });
const unavailable = () => new Problem(502, 'bank_unavailable', 'The bank does not answer. Try again in a moment.');

/** The meeting times that the chosen offer's bank has now. */
export async function freeSlots(context: Context, { order }: Access): Promise<Slot[]> {
  if (order.status !== 'approved' || order.chosenOfferId === null) {
    throw new Problem(409, 'illegal_transition', 'There is nothing to sign: choose an offer first.');
  }
  const offer = await findOffer(context.sql, order.id, order.chosenOfferId);
  if (!offer) throw offerGone();
  const reply = await connectorOf(context, offer.bankId).slots(offer.applicationId, `slots-${context.ids.uuid()}`);
  if (reply.outcome !== 'done') throw unavailable();
  return reply.body.data;
}

/** Asks the bank for an appointment, which replaces an earlier one. A time that is taken already is refused at once. */
export async function makeAppointment(
  context: Context,
  buyer: Buyer & { orderId: string },
  { slotId, address, comment }: Meeting,
): Promise<Signing> {
  const commandId = await context.transaction(async (tx) => {
    const { order, offer } = await readyToSign(context, tx, buyer, 'meeting');
    const application = await getBankApplication(tx.sql, offer.applicationId);
    await changeSigning(context, tx, order.id, offer.id, { state: 'preparing', method: 'meeting', offerId: offer.id, errorCode: null });
    const body = { slotId, address, ...(comment === undefined ? {} : { comment }) };
    return commandBank(context, tx, application, 'appointment', body, { offerId: offer.id, method: 'meeting' });
  });
  return answered(context, buyer, commandId);
}

/** Calls the meeting off at the bank. */
export async function callMeetingOff(context: Context, buyer: Buyer & { orderId: string }): Promise<Signing> {
  const commandId = await context.transaction(async (tx) => {
    const { order, offer } = await readyToSign(context, tx, buyer, null);
    const signing = await findSigning(tx.sql, order.id);
    if (!signing?.appointment) throw new Problem(409, 'illegal_transition', 'There is no meeting to call off.');
    const application = await getBankApplication(tx.sql, offer.applicationId);
    return commandBank(context, tx, application, 'appointment-cancel', {}, { offerId: offer.id, method: 'meeting' });
  });
  return answered(context, buyer, commandId);
}

async function answered(context: Context, { orderId }: Buyer & { orderId: string }, commandId: string): Promise<Signing> {
  const command = await waitForAnswer(context, orderId, commandId);
  if (command.state === 'refused' && command.kind === 'appointment' && isTaken(command.answerStatus, command.answerCode)) throw slotTaken();
  return signingNow(context, context.sql, await findOrder(context.sql, orderId));
}

/** Banks answer 422 with the code `slot_taken`, or with no code at all. */
const isTaken = (status: number | null, code: string | null) => code === 'slot_taken' || (code === null && status === 422);

/** The bank answered an appointment. The order is locked. It does not expire before the end of the day after the meeting. */
export async function appointmentAnswered(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  command: Row<'bankCommands'>,
  answer: CommandAnswer,
): Promise<Row<'orders'>> {
  const { offerId } = command.subject;
  // Another offer was chosen meanwhile, and its bank has no appointment.
  if (order.status !== 'approved' || offerId === undefined || order.chosenOfferId !== offerId) return order;
  if (answer.state === 'refused') {
    const signing = await findSigning(tx.sql, order.id);
    const errorCode = isTaken(answer.status, answer.code) ? 'slot_taken' : 'bank_refused';
    // An earlier appointment stands.
    await changeSigning(context, tx, order.id, offerId, { state: signing?.appointment ? 'appointed' : 'failed', errorCode });
    return order;
  }
  const appointment = bankAppointmentSchema.parse(answer.body);
  const encrypted = encryptAppointment(context, order.id, appointment);
  await changeSigning(context, tx, order.id, offerId, {
    state: 'appointed',
    method: 'meeting',
    offerId,
    appointment: encrypted,
    errorCode: null,
  });
  const dayAfter = endOfDayInMoscow(addDays(appointment.date, 1));
  return order.expiresAt !== null && order.expiresAt < dayAfter ? amend(context, tx, order, { expiresAt: dayAfter }) : order;
}

/** The bank answered that the meeting is off. A bank that has no such appointment (404, 409) has called it off as well. */
export async function calledOff(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  { subject: { offerId } }: Row<'bankCommands'>,
  answer: CommandAnswer,
): Promise<void> {
  if (order.status !== 'approved' || offerId === undefined || order.chosenOfferId !== offerId) return;
  if (answer.state === 'refused' && answer.status !== 404 && answer.status !== 409) {
    await changeSigning(context, tx, order.id, offerId, { state: 'appointed', errorCode: 'bank_refused' });
  } else {
    await changeSigning(context, tx, order.id, offerId, { state: 'ready', method: null, appointment: null, errorCode: null });
  }
}

/** Moscow has had no summer time since 2014. */
const endOfDayInMoscow = (day: string) => new Date(`${addDays(day, 1)}T00:00:00+03:00`);
