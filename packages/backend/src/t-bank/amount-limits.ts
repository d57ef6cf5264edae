import * as z from 'zod/mini';
import { toRoubles } from './wire.ts';

const limitsSchema = z.array(z.object({ minAmount: z.number(), maxAmount: z.number() }));

/** The sums that the shop's banks lend, in the words that T-Bank uses: merchants learn the limits of a product from this text. */
export function amountLimits(limits: unknown): string {
  const ranges = limitsSchema.safeParse(limits).data ?? [];
  if (ranges.length === 0) return 'Ни один банк магазина не оформляет такие заявки. Проверьте банки в кабинете';
  const written = ranges.map(
    ({ minAmount, maxAmount }) => `не менее ${toRoubles(minAmount)} и не более ${toRoubles(maxAmount)} руб. включительно`,
  );
  return `Сумма заказа должна быть ${written.join(', или ')}`;
}
