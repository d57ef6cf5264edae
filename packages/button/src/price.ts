import { formatMoney } from '@installment-button/protocol/money';
import { fittingPlans, type Plan } from '@installment-button/protocol/plans';
import type { Texts } from './texts.ts';
import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** What the tariff table says about a sum: the lowest monthly payment, or why there is none. */
export interface Price {
  readonly payment?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Offering {
  readonly product: InstallmentProduct;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly locale: InstallmentLocale;
}

/** `plans` undefined: the table is on its way, and a like sum keeps the place, so that nothing moves when it comes. */
export function priceOf(plans: readonly Plan[] | undefined, { product, amount, currency, locale }: Offering, text: Texts): Price {
  const money = (sum: number) => formatMoney(sum, currency, locale, { roundUp: true });
  if (!plans) return { payment: money(amount / 12) };
  const cheapest = fittingPlans(plans, amount, product)[0];
  if (cheapest) return { payment: money(cheapest.monthlyPayment) };

  const own = plans.filter((plan) => plan.product === product);
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  const largest = Math.max(...own.map((plan) => plan.maxAmount));
  const [from, to] = text.limits;
  const limit = least < Infinity ? from + money(least) : to + formatMoney(largest, currency, locale);
  return { reason: own.length ? text.noun[product] + limit : text.unavailable };
}
