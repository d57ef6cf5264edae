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
  const equalPayment = monthlyPayment(rate, amount, term);
  let debt = amount;
  return Array.from({ length: term }, (_, index) => {
    const interest = Math.round((debt * rate) / 1200);
    const payment = index === term - 1 ? debt + interest : Math.min(equalPayment, debt + interest);
    debt -= payment - interest;
    return { date: addMonths(startDate, index + 1), payment, principal: payment - interest, interest };
  });
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
  let creditAmount = Math.round(presentValue(payments, rate));
  let schedule = split(payments, creditAmount, rate, startDate);
  // At a rate near zero the rounding of all months together can exceed the last month's interest: then a kopeck less is lent.
  for (let last = schedule.at(-1); last && last.interest < 0; last = schedule.at(-1)) {
    creditAmount += last.interest;
    schedule = split(payments, creditAmount, rate, startDate);
  }
  return { creditAmount, schedule };
}

function presentValue(payments: readonly number[], rate: number): number {
  return payments.reduce((sum, payment, index) => sum + payment / (1 + rate / 1200) ** (index + 1), 0);
}

/** Splits given payments into interest on the debt and principal; the last one repays all that is left. */
function split(payments: readonly number[], loan: number, rate: number, startDate: string): ScheduledPayment[] {
  let debt = loan;
  return payments.map((payment, index) => {
    const accrued = Math.round((debt * rate) / 1200);
    const principal = index === payments.length - 1 ? debt : Math.min(Math.max(payment - accrued, 0), debt);
    debt -= principal;
    return { date: addMonths(startDate, index + 1), payment, principal, interest: payment - principal };
  });
}
