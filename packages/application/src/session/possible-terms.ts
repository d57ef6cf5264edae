import { fittingPlans } from '@installment-button/protocol/plans';
import type { Session } from '@installment-button/protocol/session-view';

/** The terms that some bank offers for the sum after the first payment, shortest first. */
export function possibleTerms({ plans, order }: Session, firstPayment: number): number[] {
  const terms = fittingPlans(plans, order.amount - firstPayment, order.product).map((plan) => plan.term);
  return [...new Set(terms)].sort((one, other) => one - other);
}

/** The monthly payment of the cheapest plan of this term; null where there is none. */
export function lowestPayment({ plans, order }: Session, term: number, firstPayment: number): number | null {
  const fitting = fittingPlans(plans, order.amount - firstPayment, order.product);
  return fitting.find((plan) => plan.term === term)?.monthlyPayment ?? null;
}

/** The wanted term where it is possible, else the nearest possible one. */
export function nearestTerm(terms: readonly number[], wanted: number | null): number | null {
  const aim = wanted ?? usualTerm;
  return terms.reduce<number | null>((best, term) => (best === null || Math.abs(term - aim) < Math.abs(best - aim) ? term : best), null);
}

/** The largest first payment that leaves enough to borrow. */
export function largestFirstPayment({ plans, order }: Session): number {
  const least = Math.min(...plans.filter((plan) => plan.product === order.product).map((plan) => plan.minAmount));
  return Number.isFinite(least) ? Math.max(0, order.amount - Math.max(least, 1)) : 0;
}

/** Months. The term that most buyers take. */
const usualTerm = 12;
