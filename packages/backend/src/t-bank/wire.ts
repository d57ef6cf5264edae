import * as z from 'zod/mini';
import { wireText } from './wire-texts.ts';

/** T-Bank's names for the outcome of a demo order. */
export const demoFlows = ['sms', 'ses', 'sid', 'bank', 'appointment', 'appointment-reject', 'reject'] as const;
export type DemoFlow = (typeof demoFlows)[number];

/** Most different goods in an order. */
const MOST_ITEMS = 200;

/** Clients write numbers as text (`"49990"`, `"3330,16"`), and numbers of orders and goods as numbers. */
const readNumber = (value: unknown) =>
  typeof value === 'string' && /^\s*-?\d+([.,]\d+)?\s*$/.test(value) ? Number(value.trim().replace(',', '.')) : value;
const readText = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : value);
/** An empty text is no text. */
const readOptional = (value: unknown) => (value === null || value === '' ? undefined : readText(value));

const text = (longest: number) => z.pipe(z.transform(readText), z.string().check(z.trim(), z.minLength(1), z.maxLength(longest)));
const optional = (longest: number) => z.optional(z.pipe(z.transform(readOptional), z.optional(z.string().check(z.maxLength(longest)))));
/** Roubles, with at most two decimals but for the noise of binary fractions. */
const roubles = z.pipe(
  z.transform(readNumber),
  z.number().check(
    z.nonnegative(),
    z.maximum(1_000_000_000),
    z.refine((sum) => Math.abs(sum * 100 - Math.round(sum * 100)) < 1e-4, { error: 'не больше двух знаков после запятой' }),
  ),
);

/** `create` as T-Bank's clients send it: money in roubles, unknown fields are ignored. */
const createSchema = z.object({
  shopId: optional(50),
  showcaseId: optional(50),
  sum: roubles,
  items: z
    .array(
      z.object({
        name: text(255),
        quantity: z.pipe(z.transform(readNumber), z.int().check(z.positive())),
        price: roubles,
        category: optional(255),
        vendorCode: optional(64),
      }),
    )
    .check(z.minLength(1), z.maxLength(MOST_ITEMS)),
  orderNumber: optional(64),
  promoCode: optional(64),
  webhookURL: optional(2048),
  successURL: optional(2048),
  failURL: optional(2048),
  returnURL: optional(2048),
  values: z.nullish(
    z.object({
      contact: z.nullish(
        z.object({
          fio: z.nullish(z.object({ lastName: optional(1000), firstName: optional(1000), middleName: optional(1000) })),
          mobilePhone: optional(1000),
          email: optional(1000),
        }),
      ),
    }),
  ),
  demoFlow: z.pipe(z.transform(readOptional), z.optional(z.enum(demoFlows))),
});

/** Throws zod's error with Russian messages. */
export const readCreate = (body: unknown): CreateRequest => createSchema.parse(body, { error: wireText });

export type CreateRequest = z.infer<typeof createSchema>;

export const toMinor = (sum: number) => Math.round(sum * 100);
export const toRoubles = (amount: number) => amount / 100;
