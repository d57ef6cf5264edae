import { createHash } from 'node:crypto';
import { computeOffer } from '@installment-button/protocol/compute-offer';
import type { BankOffer } from '@installment-button/protocol/offer';
import type { Plan } from '@installment-button/protocol/plans';
import type { BankProfile } from './profiles.ts';
import type { ApplyRequest } from './messages.ts';

const validDays = 7;
const dayMs = 24 * 3_600_000;

/**
 * What the bank offers: the plan of the asked product and term, and a credit of a longer term beside it where that pays less a month.
 * A bank without such a plan answers with the nearest that it has, so an installment may get a credit.
 */
export function makeOffers(profile: BankProfile, request: ApplyRequest, now: Date): BankOffer[] {
  const fitting = profile.plans.filter(({ minAmount, maxAmount }) => minAmount <= request.amount && request.amount <= maxAmount);
  const asked = fitting.find(({ product, term }) => product === request.product && term === request.term);
  const first = asked ?? nearest(fitting, request);
  if (!first) return [];
  const longer = profile.offersLongerCredit ? fitting.find(({ product, term }) => product === 'credit' && term > first.term) : undefined;
  return [first, ...(longer ? [longer] : [])].map((plan) => offer(profile, request, plan, now));
}

/** The same term of the other product first, then the nearest term. */
function nearest(plans: readonly Plan[], { product, term }: ApplyRequest): Plan | undefined {
  const distance = (plan: Plan) => Math.abs(plan.term - term) * 2 + (plan.product === product ? 0 : 1);
  return [...plans].sort((left, right) => distance(left) - distance(right))[0];
}

function offer(profile: BankProfile, request: ApplyRequest, plan: Plan, now: Date): BankOffer {
  return {
    id: offerId(profile, request, plan),
    product: plan.product,
    ...computeOffer({
      product: plan.product,
      amount: request.amount,
      firstPayment: request.firstPayment,
      term: plan.term,
      rate: plan.product === 'installment' ? profile.shopRate : plan.rate,
      startDate: now.toISOString().slice(0, 10),
    }),
    signing: [...profile.signing],
    validUntil: new Date(now.getTime() + validDays * dayMs).toISOString(),
  };
}

/** The bank's own id, the same whenever it computes the same offer. */
function offerId(profile: BankProfile, { applicationId }: ApplyRequest, { product, term }: Plan): string {
  return `${profile.id}-${createHash('sha256').update(`${applicationId} ${product} ${term}`).digest('hex').slice(0, 16)}`;
}
