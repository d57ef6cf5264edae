import { formatRoundedUp } from '@installment-button/protocol/money';
import { lowestPayment, type Plan } from '@installment-button/protocol/plans';
import type { Texts } from './texts.ts';
import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** Whether a plan fits; and the lowest payment written, or why none fits. */
export interface Price {
  readonly fits: boolean;
  readonly words: string;
}

/** A sum of an order, and how it is to be written. */
export interface Sum {
  readonly amount: number;
  readonly product: InstallmentProduct;
  readonly currency: string;
  readonly locale: InstallmentLocale;
  /** Whether the payment is wanted: writing it for nobody costs as much as all the rest. */
  readonly shown: boolean;
}

/**
 * `plans` undefined: the table is on its way; kopecks in plain digits, about as wide as the payment, keep its place, so that nothing moves when
 * it comes. Plain, because the first `Intl` of a page takes long and would stand before the first paint.
 */
export function priceOf(plans: readonly Plan[] | undefined, { amount, product, currency, locale, shown }: Sum, text: Texts): Price {
  if (!plans) return { fits: true, words: shown ? `${Math.ceil(amount / 12)}` : '' };
  const money = (sum: number) => formatRoundedUp(sum, currency, locale);
  const lowest = lowestPayment(plans, amount, product);
  if (lowest !== undefined) return { fits: true, words: shown ? money(lowest) : '' };
  const own = plans.filter((plan) => plan.product === product);
  if (!own.length) return { fits: false, words: text.unavailable };
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  const limit = least < Infinity ? text.payment[0] + money(least) : text.upTo + money(Math.max(...own.map((plan) => plan.maxAmount)));
  return { fits: false, words: text.orders + limit };
}
