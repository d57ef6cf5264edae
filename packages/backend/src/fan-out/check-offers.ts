import type { BankOffer } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** Why a bank's offer does not add up for an order of this amount; null where it does. */
export function offerFault(amount: number, offer: BankOffer): string | null {
  const { product, schedule, firstPayment, monthlyPayment, totalPayment, creditAmount, fullCostAmount } = offer;
  const paid = sum(schedule.map(({ payment }) => payment));
  const financed = amount - firstPayment;
  if (financed <= 0) return 'firstPayment leaves nothing to finance';
  if (schedule.some(({ payment, principal, interest }) => payment !== principal + interest))
    return 'a payment is not the sum of its principal and interest';
  if (schedule[0]?.payment !== monthlyPayment) return 'monthlyPayment is not the first payment of the schedule';
  if (sum(schedule.map(({ principal }) => principal)) !== creditAmount) return 'the schedule does not repay creditAmount';
  if (paid + firstPayment !== totalPayment) return 'the schedule does not add up to totalPayment';
  if (paid - creditAmount !== fullCostAmount) return 'fullCostAmount is not what is paid beyond creditAmount';
  if (product === 'credit' && creditAmount !== financed) return 'creditAmount is not the price less the first payment';
  if (product === 'installment' && totalPayment !== amount) return 'an installment costs the price and no more';
  if (creditAmount > financed) return 'creditAmount exceeds the price less the first payment';
  return null;
}

export interface CheckedOffers {
  sound: BankOffer[];
  /** Why each of the other offers does not add up. */
  faults: string[];
}

/** Checks a bank's offers for an order. Faults alert, and the offers that have them are dropped. */
export function checkOffersOf(
  context: Context,
  amount: number,
  { id, bankId }: Pick<Row<'bankApplications'>, 'id' | 'bankId'>,
  offers: BankOffer[],
): CheckedOffers {
  const checked = checkOffers(amount, offers);
  if (checked.faults.length > 0) {
    context.metrics.alerts.inc({ what: 'bank-offer' });
    context.log.warn({ bank: bankId, application: id, faults: checked.faults }, 'a bank’s offer does not add up');
  }
  return checked;
}

export function checkOffers(amount: number, offers: BankOffer[]): CheckedOffers {
  const sound = new Map<string, BankOffer>();
  const faults: string[] = [];
  for (const offer of offers) {
    const fault = sound.has(offer.id) ? 'two offers have one id' : offerFault(amount, offer);
    if (fault === null) sound.set(offer.id, offer);
    else faults.push(fault);
  }
  return { sound: [...sound.values()], faults };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
