import { formatRoundedUp } from '@installment-button/protocol/money';
import { lowestPayment, type Plan } from '@installment-button/protocol/plans';
import type { InstallmentLocale, InstallmentProduct } from './types.ts';

/** What the tariff table says about a sum, written: the lowest monthly payment, or the limit that it misses. */
export interface Price {
  readonly fits: boolean;
  readonly payment?: string;
  readonly least?: string;
  readonly largest?: string;
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

/** `plans` undefined: the table is on its way, and a like sum keeps the place, so that nothing moves when it comes. */
export function priceOf(plans: readonly Plan[] | undefined, { amount, product, currency, locale, shown }: Sum): Price {
  const money = (sum: number) => formatRoundedUp(sum, currency, locale);
  const lowest = plans ? lowestPayment(plans, amount, product) : amount / 12;
  if (lowest !== undefined) return { fits: true, payment: shown ? money(lowest) : '' };
  const own = (plans ?? []).filter((plan) => plan.product === product);
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  if (least < Infinity) return { fits: false, least: money(least) };
  return { fits: false, largest: own.length ? money(Math.max(...own.map((plan) => plan.maxAmount))) : '' };
}
