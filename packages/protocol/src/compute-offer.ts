/** The figures of an offer from a tariff: what a bank computes, in one place. Free of zod. */
import { fullCostAmount, fullCostRate } from './full-cost.ts';
import { annuitySchedule, installmentSchedule, type ScheduledPayment } from './schedule.ts';
import type { Product } from './status.ts';

export interface OfferTerms {
  product: Product;
  /** The price of the order, minor units. */
  amount: number;
  /** What the buyer pays at once, minor units; what is left of the amount is at least `leastPayment` a month. */
  firstPayment: number;
  /** Months. */
  term: number;
  /** The bank's rate, percent a year. In an installment the shop pays it, so it does not change what the buyer pays. */
  rate: number;
  /** The day of the issue, YYYY-MM-DD. */
  startDate: string;
}

export interface OfferFigures {
  term: number;
  /** The equal payment, minor units; the last one may differ. */
  monthlyPayment: number;
  /** All that the buyer pays, the first payment included; the price in an installment. */
  totalPayment: number;
  /** What the bank lends: in an installment less than the price. */
  creditAmount: number;
  firstPayment: number;
  rate: number;
  /** ПСК of the credit amount, percent a year, three decimals. */
  fullCostRate: number;
  /** ПСК in money: the monthly payments less the credit amount. */
  fullCostAmount: number;
  schedule: ScheduledPayment[];
}

/** Below this sum a month, minor units, rounding up would leave nothing for the last payments. */
export const leastPayment = 1_000;

/** @throws RangeError where what is left after the first payment is less than `leastPayment` a month */
export function computeOffer({ product, amount, firstPayment, term, rate, startDate }: OfferTerms): OfferFigures {
  const financed = amount - firstPayment;
  if (!(financed >= leastPayment * term) || firstPayment < 0) throw new RangeError('Too little is left to finance');
  const loanTerms = { amount: financed, term, rate, startDate };
  const { creditAmount, schedule } =
    product === 'installment' ? installmentSchedule(loanTerms) : { creditAmount: financed, schedule: annuitySchedule(loanTerms) };
  const loan = { loan: creditAmount, issuedOn: startDate, payments: schedule };
  return {
    term,
    monthlyPayment: schedule[0]?.payment ?? 0,
    totalPayment: schedule.reduce((sum, { payment }) => sum + payment, firstPayment),
    creditAmount,
    firstPayment,
    rate,
    fullCostRate: fullCostRate(loan),
    fullCostAmount: fullCostAmount(loan),
    schedule,
  };
}
