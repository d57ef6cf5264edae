import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { BankApplication, Slot } from './application.ts';
import { done, refusal, type Answer } from './answer.ts';
import type { Bank } from './bank.ts';
import type { Command } from './messages.ts';

const hours = [
  ['10:00', '12:00'],
  ['12:00', '14:00'],
  ['15:00', '17:00'],
  ['18:00', '20:00'],
] as const;
const days = 6;
const dayMs = 24 * 3_600_000;

/** From tomorrow on, by the days of Moscow; what another application holds is not offered. */
export function slots(bank: Bank, application: BankApplication): Answer {
  return done({ data: freeSlots(bank, application) });
}

/** A second appointment replaces the first. */
export function appoint(bank: Bank, application: BankApplication, { slotId, address }: Command<'appointment'>): Answer {
  if (application.state !== 'accepted')
    return refusal(409, `application_${application.state}`, 'Only an accepted offer is signed at a meeting.');
  if (!application.acceptedOffer?.signing.includes('meeting'))
    return refusal(422, 'method_not_offered', 'This offer is not signed at a meeting.');
  const slot = freeSlots(bank, application).find(({ id }) => id === slotId);
  if (!slot) return refusal(422, 'slot_taken', 'This time is taken.');
  application.appointment = { ...slot, address };
  const { date, from, to } = slot;
  return done({ date, from, to, address });
}

export function callOff(application: BankApplication): Answer {
  application.appointment = undefined;
  return done();
}

function freeSlots(bank: Bank, application: BankApplication): Slot[] {
  const taken = new Set([...bank.applications.values()].filter((other) => other !== application).map((other) => other.appointment?.id));
  return allSlots(bank.timer.now()).filter(({ id }) => !taken.has(id));
}

function allSlots(now: Date): Slot[] {
  return Array.from({ length: days }, (_, day) => moscowDay(new Date(now.getTime() + (day + 1) * dayMs))).flatMap((date) =>
    hours.map(([from, to]) => ({ id: `${date}T${from}`, date, from, to })),
  );
}
