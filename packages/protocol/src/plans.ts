/** The tariff table and what a buyer pays a month by it: one function for button, backend and sandbox. Free of zod. */
import type { Product } from './status.ts';

/** One row of the tariff table. */
export interface Plan {
  product: Product;
  /** Months. */
  term: number;
  /** What the buyer pays on the price, percent a year, at most 3 decimals: 0 in an installment. */
  rate: number;
  /** Smallest sum of an order, minor units, inclusive. */
  minAmount: number;
  /** Largest sum of an order, minor units, inclusive. */
  maxAmount: number;
}

export interface FittingPlan extends Plan {
  /** Minor units, rounded up. */
  monthlyPayment: number;
}

/**
 * The equal monthly payment in minor units, rounded up to a kopeck; the last payment of a schedule is the smaller one.
 * Rate 0: the amount divided by the term; else an annuity.
 */
export function monthlyPayment(rate: number, amount: number, term: number): number {
  // What a kopeck a month is worth today. Summed up, because the short formula loses kopecks to cancellation at rates near zero.
  let worth = 0;
  for (let month = 0; month < term; month += 1) worth = (worth + 1) / (1 + rate / 1200);
  // A millionth of a kopeck is the noise of floating point, not a debt.
  return Math.ceil(amount / worth - 1e-6);
}

/** The lowest monthly payment of the plans that allow the amount; undefined where none does. All that a button needs to know. */
export function lowestPayment(plans: readonly Plan[], amount: number, product: Product): number | undefined {
  let lowest: number | undefined;
  for (const plan of plans) {
    if (!fits(plan, amount, product)) continue;
    const payment = monthlyPayment(plan.rate, amount, plan.term);
    if (!lowest || payment < lowest) lowest = payment;
  }
  return lowest;
}

const fits = (plan: Plan, amount: number, product: Product): boolean =>
  plan.product === product && plan.minAmount <= amount && amount <= plan.maxAmount;

/** The plans of the product that allow the amount, each with its payment, the lowest payment first. */
export function fittingPlans(plans: readonly Plan[], amount: number, product: Product): FittingPlan[] {
  return plans
    .filter((plan) => fits(plan, amount, product))
    .map((plan) => ({ ...plan, monthlyPayment: monthlyPayment(plan.rate, amount, plan.term) }))
    .sort((one, other) => one.monthlyPayment - other.monthlyPayment || one.term - other.term);
}
