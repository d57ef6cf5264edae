/** The full cost of credit (ПСК) by the formula of 353-ФЗ, article 6, as amended by 229-ФЗ of 21.07.2014. Free of zod. */
import { monthsAndDaysBetween } from './days.ts';

/** One movement of money: the loan counts as minus, what the borrower pays as plus. */
export interface CashFlow {
  /** Any one unit, minor units as a rule; negative: to the borrower. */
  amount: number;
  /** q: full base periods from the issue. */
  periods: number;
  /** e: the remaining part of a base period, 0 to below 1. */
  part: number;
}

export interface Loan {
  /** Minor units. */
  loan: number;
  /** The day of the issue, YYYY-MM-DD. */
  issuedOn: string;
  /** Everything the borrower pays, fees taken at the issue included. */
  payments: readonly { date: string; payment: number }[];
}

/** The year has 365 days, all months count as equally long. */
const daysInMonth = 365 / 12;

/** Full cost of a loan repaid monthly, percent a year, three decimals; 0 where there is no interest. */
export function fullCostRate({ loan, issuedOn, payments }: Loan): number {
  const flows = payments.map(({ date, payment }) => {
    const { months, days } = monthsAndDaysBetween(issuedOn, date);
    return { amount: payment, periods: months, part: Math.min(days / daysInMonth, 1) };
  });
  return fullCostOfFlows([{ amount: -loan, periods: 0, part: 0 }, ...flows], 12);
}

/** Full cost in money: all payments less the loan. */
export function fullCostAmount({ loan, payments }: Pick<Loan, 'loan' | 'payments'>): number {
  return payments.reduce((sum, { payment }) => sum + payment, -loan);
}

/**
 * i · ЧБП · 100, where i is the positive solution of Σ amount / ((1 + part·i)(1 + i)^periods) = 0. The loan is paid out at the issue and
 * everything after it is repayment, so the sum falls as i rises and the solution is the only one.
 * @param periodsPerYear ЧБП, the base periods in a year: 12 for a monthly schedule
 */
export function fullCostOfFlows(flows: readonly CashFlow[], periodsPerYear: number): number {
  const balance = (i: number) => flows.reduce((sum, { amount, periods, part }) => sum + amount / ((1 + part * i) * (1 + i) ** periods), 0);
  if (balance(0) <= 0) return 0;
  let low = 0;
  let high = 0.01;
  while (balance(high) > 0) {
    low = high;
    high *= 2;
    if (high > 1e6) throw new RangeError('The payments have no full cost: nothing is lent after the fees');
  }
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (balance(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.round(low * periodsPerYear * 100_000) / 1000;
}
