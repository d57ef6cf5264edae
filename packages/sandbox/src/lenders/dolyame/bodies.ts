import { z } from 'zod';
import { hasDecimals, kopecks, sumOf } from '../../neighbours/decimal.ts';

// Unproven: that unknown keys are refused (here they are), and the limits that are not named in the facts.

/** Roubles as a number, or as a text like "990.00". */
export const money = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d{1,2})?$/)
      .transform(Number),
  ])
  .refine((value) => value >= 0 && hasDecimals(value, 2), 'Сумма должна содержать не более двух знаков после запятой');

const receipt = z.strictObject({
  tax: z.string(),
  payment_method: z.string(),
  payment_object: z.string(),
  measurement_unit: z.string(),
});

const item = z.strictObject({
  name: z.string().min(1).max(128),
  quantity: z.number().positive(),
  price: money,
  sku: z.string().max(64).optional(),
  receipt: receipt.optional(),
});
export const items = z.array(item).min(1);
export type Item = z.infer<typeof item>;

const fiscalization = z.strictObject({ type: z.enum(['enabled', 'disabled']), params: z.record(z.string(), z.unknown()).optional() });

export const createBody = z.strictObject({
  order: z.strictObject({ id: z.string().min(1).max(64), amount: money, prepaid_amount: money, items }),
  client_info: z
    .strictObject({
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      middle_name: z.string().optional(),
      birthdate: z.iso.date().optional(),
      phone: z
        .string()
        .regex(/^\+7\d{10}$/)
        .optional(),
      email: z.string().optional(),
    })
    .optional(),
  fiscalization_settings: fiscalization.optional(),
  notification_url: z.url().optional(),
  success_url: z.url().optional(),
  fail_url: z.url().optional(),
});

export const commitBody = z.strictObject({ amount: money, prepaid_amount: money, items, fiscalization_settings: fiscalization.optional() });

export const refundBody = z.strictObject({
  amount: money,
  refunded_prepaid_amount: money,
  returned_items: items,
  fiscalization_settings: fiscalization.optional(),
});

export const itemsKopecks = (lines: readonly Item[]) => sumOf(lines.map(({ price, quantity }) => Math.round(kopecks(price) * quantity)));

/** How many of each article and price: what a commit or a refund may not exceed. */
export function countItems(lines: readonly Item[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, price, quantity } of lines) counts.set(`${name} ${price}`, (counts.get(`${name} ${price}`) ?? 0) + quantity);
  return counts;
}

export function isWithin(part: readonly Item[], whole: ReadonlyMap<string, number>): boolean {
  return [...countItems(part)].every(([key, quantity]) => quantity <= (whole.get(key) ?? 0));
}
