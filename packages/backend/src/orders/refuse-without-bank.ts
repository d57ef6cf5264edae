import type { CreateOrder } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import { fittingBanks, limitsOf } from '../shops/plans.ts';

/** Refuses, with the banks' limits, an amount that no bank takes. */
export function refuseWithoutBank(
  context: Pick<Context, 'banks'>,
  order: { test: boolean; product: CreateOrder['product']; amount: number },
): void {
  if (fittingBanks(context, order).length > 0) return;
  const limits = limitsOf(context, order);
  const ranges = limits.map(({ minAmount, maxAmount }) => `${minAmount}–${maxAmount}`).join(', ');
  const detail =
    limits.length === 0
      ? `No bank offers ${order.product}.`
      : `No bank takes ${order.amount}; the banks take ${ranges} (${order.product}, in minor units).`;
  throw new Problem(422, 'no_bank_for_amount', detail, { extra: { limits } });
}
