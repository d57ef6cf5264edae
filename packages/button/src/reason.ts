import type { Plan } from '@installment-button/protocol/plans';
import type { Texts } from './texts.ts';
import type { InstallmentProduct } from './types.ts';

/** Why no plan fits the amount; `money` writes a sum. */
export function reasonOf(
  plans: readonly Plan[],
  amount: number,
  product: InstallmentProduct,
  money: (sum: number) => string,
  text: Texts,
): string {
  const own = plans.filter((plan) => plan.product === product);
  if (!own.length) return text.unavailable;
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  return (
    text.orders + (least < Infinity ? text.payment[0] + money(least) : text.upTo + money(Math.max(...own.map((plan) => plan.maxAmount))))
  );
}
