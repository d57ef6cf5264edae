/** Orders made by hand: a link, its QR code, the list of links. */
import * as z from 'zod/mini';
import { orderIdSchema } from '../ids.ts';
import { cartItemSchema } from '../merchant-api.ts';
import { maxItems } from '../order.ts';
import {
  amountSchema,
  currencySchema,
  filledText,
  instantSchema,
  page,
  productSchema,
  termSchema,
  text,
  writtenPhoneSchema,
} from '../values.ts';
import { modeQuery, orderRowSchema } from './orders.ts';

export const newLinkSchema = z.strictObject({
  ...modeQuery,
  items: z.array(cartItemSchema).check(z.minLength(1), z.maxLength(maxItems)),
  product: productSchema,
  term: z.optional(termSchema),
  externalId: z.optional(filledText(128)),
  /** Default: as long as any new order lives. */
  expiresAt: z.optional(instantSchema),
  phone: z.optional(writtenPhoneSchema),
  email: z.optional(text(254)),
});
export type NewLink = z.infer<typeof newLinkSchema>;

export const linkSchema = z.object({
  id: orderIdSchema,
  number: z.string(),
  amount: amountSchema,
  currency: currencySchema,
  link: z.string(),
  expiresAt: z.nullable(instantSchema),
  /** The lowest payment by the tariff table; the banks decide. */
  lowest: z.nullable(z.object({ amount: amountSchema, term: termSchema })),
});
export type Link = z.infer<typeof linkSchema>;

export const linkRowSchema = z.object({
  order: orderRowSchema,
  link: z.string(),
  /** When it was first opened. */
  openedAt: z.nullable(instantSchema),
  madeBy: z.nullable(z.string()),
});
export type LinkRow = z.infer<typeof linkRowSchema>;
export const linkListSchema = page(linkRowSchema);
