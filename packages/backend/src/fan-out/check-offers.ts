import type { BankOffer } from '@installment-button/protocol';

/** What is wrong with the figures of a bank's offer for an order of this amount; null where all of them agree. */
export function offerFault(amount: number, offer: BankOffer): string | null {
  const { product, schedule, firstPayment, monthlyPayment, totalPayment, creditAmount, fullCostAmount } = offer;
  const paid = sum(schedule.map(({ payment }) => payment));
  const financed = amount - firstPayment;
  if (financed <= 0) return 'firstPayment leaves nothing to finance';
  if (schedule.some(({ payment, principal, interest }) => payment !== principal + interest)) return 'principal and interest are no payment';
  if (schedule[0]?.payment !== monthlyPayment) return 'monthlyPayment is not the first payment of the schedule';
  if (sum(schedule.map(({ principal }) => principal)) !== creditAmount) return 'the schedule does not repay creditAmount';
  if (paid + firstPayment !== totalPayment) return 'the schedule does not add up to totalPayment';
  if (paid - creditAmount !== fullCostAmount) return 'fullCostAmount is not what is paid beyond creditAmount';
  if (product === 'credit' && creditAmount !== financed) return 'creditAmount is not the price less the first payment';
  if (product === 'installment' && totalPayment !== amount) return 'an installment costs the price and no more';
  if (creditAmount > financed) return 'creditAmount exceeds the price less the first payment';
  return null;
}

/** The offers whose figures agree, and what is wrong with the others. */
export function checkOffers(amount: number, offers: BankOffer[]): { sound: BankOffer[]; faults: string[] } {
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
