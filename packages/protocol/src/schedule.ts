/** Payment schedules: an annuity, and an installment whose interest the shop pays. Free of zod. */
import { addMonths } from './days.ts';
import { monthlyPayment } from './plans.ts';

export interface ScheduledPayment {
  /** YYYY-MM-DD. */
  date: string;
  /** Minor units, `principal` + `interest`. */
  payment: number;
  principal: number;
  interest: number;
}

export interface LoanTerms {
  /** Minor units. In an installment: what the buyer still has to pay of the price; in a credit: the loan. */
  amount: number;
  /** Months. */
  term: number;
  /** Percent a year. */
  rate: number;
  /** The day of the issue, YYYY-MM-DD; payments fall on the same day of the following months. */
  startDate: string;
}

/** Equal payments at the rate, rounded up to a kopeck; the last one is what is left. */
export function annuitySchedule({ amount, term, rate, startDate }: LoanTerms): ScheduledPayment[] {
  const payments = Array<number>(term).fill(monthlyPayment(rate, amount, term));
  return repay({ loan: amount, payments, rate, startDate, lastTakesTheRest: true });
}

/** The amount in equal parts, rounded up to a kopeck, the last one smaller: together exactly the amount. */
export function equalParts(amount: number, term: number): number[] {
  const part = monthlyPayment(0, amount, term);
  let left = amount;
  return Array.from({ length: term }, () => {
    const payment = Math.min(part, left);
    left -= payment;
    return payment;
  });
}

/**
 * An installment without overpayment: the buyer pays the price in equal parts, the bank lends less than the price, so that its interest is
 * the difference, which the shop bears. The loan is the present value of the payments at the bank's rate.
 */
export function installmentSchedule({ amount, term, rate, startDate }: LoanTerms): { creditAmount: number; schedule: ScheduledPayment[] } {
  const payments = equalParts(amount, term);
  const creditAmount = Math.round(presentValue(payments, rate));
  return { creditAmount, schedule: repay({ loan: creditAmount, payments, rate, startDate, lastTakesTheRest: false }) };
}

function presentValue(payments: readonly number[], rate: number): number {
  return payments.reduce((sum, payment, index) => sum + payment / (1 + rate / 1200) ** (index + 1), 0);
}

interface Repayment {
  loan: number;
  payments: readonly number[];
  rate: number;
  startDate: string;
  /** Whether the last payment follows from the debt left; else it stands and its interest follows. */
  lastTakesTheRest: boolean;
}

/** Splits each payment into interest on the debt and principal; every kopeck of the loan is repaid by the last one. */
function repay({ loan, payments, rate, startDate, lastTakesTheRest }: Repayment): ScheduledPayment[] {
  let debt = loan;
  return payments.map((planned, index) => {
    const date = addMonths(startDate, index + 1);
    const accrued = Math.round((debt * rate) / 1200);
    if (index === payments.length - 1 && !lastTakesTheRest) return { date, payment: planned, principal: debt, interest: planned - debt };
    const payment = lastTakesTheRest && index === payments.length - 1 ? debt + accrued : Math.min(planned, debt + accrued);
    const interest = Math.min(accrued, payment);
    debt -= payment - interest;
    return { date, payment, principal: payment - interest, interest };
  });
}
