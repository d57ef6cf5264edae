import * as z from 'zod/mini';

const { localeError: inRussian } = z.locales.ru();

/** T-Bank's names for the outcome of a demo order. Stored in the order's metadata only: the sandbox is steered by the buyer's surname. */
const demoFlows = ['sms', 'ses', 'sid', 'bank', 'appointment', 'appointment-reject', 'reject'] as const;

const text = (longest: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(longest));
const optional = (longest: number) => z.nullish(z.string().check(z.maxLength(longest)));
/** Roubles, with at most two decimals. */
const roubles = z.number().check(
  z.nonnegative(),
  z.maximum(1_000_000_000),
  z.refine((sum) => Math.abs(sum * 100 - Math.round(sum * 100)) < 1e-6, { error: 'Не больше двух знаков после запятой' }),
);

/** `create` as T-Bank's clients send it: money in roubles, unknown fields are ignored. */
const createSchema = z.object({
  shopId: z.nullish(text(50)),
  showcaseId: z.nullish(text(50)),
  sum: roubles,
  items: z
    .array(
      z.object({
        name: text(255),
        quantity: z.int().check(z.positive()),
        price: roubles,
        category: optional(255),
        vendorCode: optional(64),
      }),
    )
    .check(z.minLength(1)),
  orderNumber: z.nullish(text(64)),
  promoCode: optional(64),
  webhookURL: optional(2048),
  successURL: optional(2048),
  failURL: optional(2048),
  returnURL: optional(2048),
  values: z.nullish(
    z.object({
      contact: z.nullish(
        z.object({
          fio: z.nullish(z.object({ lastName: optional(100), firstName: optional(100), middleName: optional(100) })),
          mobilePhone: optional(40),
          email: optional(254),
        }),
      ),
    }),
  ),
  demoFlow: z.nullish(z.enum(demoFlows)),
});
/** Throws zod's error with Russian messages. */
export const readCreate = (body: unknown): CreateRequest => createSchema.parse(body, { error: inRussian });

export type CreateRequest = z.infer<typeof createSchema>;

export const toMinor = (sum: number) => Math.round(sum * 100);
export const toRoubles = (amount: number) => amount / 100;
