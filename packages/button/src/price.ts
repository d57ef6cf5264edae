import { formatRoundedUp } from '@installment-button/protocol/money';
import { fittingPlans, type Plan } from '@installment-button/protocol/plans';
import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** What the tariff table says about a sum: the lowest monthly payment, or the limit that it misses. */
export interface Price {
  readonly payment?: string;
  readonly least?: string;
  readonly largest?: string;
}

/** `plans` undefined: the table is on its way, and a like sum keeps the place, so that nothing moves when it comes. */
export function priceOf(
  plans: readonly Plan[] | undefined,
  amount: number,
  product: InstallmentProduct,
  currency: string,
  locale: InstallmentLocale,
): Price {
  const money = (sum: number) => formatRoundedUp(sum, currency, locale);
  if (!plans) return { payment: money(amount / 12) };
  const [cheapest] = fittingPlans(plans, amount, product);
  if (cheapest) return { payment: money(cheapest.monthlyPayment) };
  const own = plans.filter((plan) => plan.product === product);
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  if (least < Infinity) return { least: money(least) };
  return own.length ? { largest: money(Math.max(...own.map((plan) => plan.maxAmount))) } : {};
}
