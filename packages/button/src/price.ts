import { formatMoney } from '@installment-button/protocol/money';
import { fittingPlans, type Plan } from '@installment-button/protocol/plans';
import type { Settings } from './settings.ts';
import type { Texts } from './texts.ts';

/** What the tariff table says about a sum. */
export interface Price {
  readonly available: boolean;
  /** Lowest monthly payment, written; undefined where no plan fits. */
  readonly payment?: string;
  /** Why not, where no plan fits. */
  readonly reason?: string;
}

export function priceOf(plans: readonly Plan[], amount: number, { product, currency, locale }: Settings, text: Texts): Price {
  const money = (sum: number, roundUp = true) => formatMoney(sum, currency, locale, { roundUp });
  const cheapest = fittingPlans(plans, amount, product)[0];
  if (cheapest) return { available: true, payment: money(cheapest.monthlyPayment) };

  const own = plans.filter((plan) => plan.product === product);
  const larger = own.map((plan) => plan.minAmount).filter((least) => least > amount);
  if (larger.length) return { available: false, reason: text.above[product] + money(Math.min(...larger)) };
  if (own.length) return { available: false, reason: text.below[product] + money(Math.max(...own.map((plan) => plan.maxAmount)), false) };
  return { available: false, reason: text.unavailable };
}

/** About as wide as the payment will be: it keeps the place until the tariff table is here, so that nothing moves. */
export function likePayment(amount: number, { currency, locale }: Settings): Price {
  return { available: true, payment: formatMoney(amount / 12, currency, locale, { roundUp: true }) };
}
