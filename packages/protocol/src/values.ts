/** The values that every wire is made of: sums, rates, terms, times, texts. None transforms what it reads. */
import * as z from 'zod/mini';
import { decisions, orderStatuses, products } from './status.ts';

/** Largest sum of an order, and largest single price: 100 000 000,00 in the currency's units. */
export const maxAmount = 10_000_000_000;

/** Longest term, months. */
export const maxTerm = 360;

const describe = <Schema extends z.core.$ZodType>(schema: Schema, description: string): Schema => {
  z.globalRegistry.add(schema, { description });
  return schema;
};

/** Gives the schema a name of its own in `/openapi.json`. */
export const named = <Schema extends z.core.$ZodType>(schema: Schema, id: string, description: string): Schema => {
  z.globalRegistry.add(schema, { id, description });
  return schema;
};

/** PostgreSQL stores neither NUL nor half a surrogate pair, so a text with one would become an error of the server. */
const storable = z.refine<string>((value) => !/[\u0000\uD800-\uDFFF]/u.test(value), { error: 'Contains characters that no text has' });

/** A text of at most `max` characters (Unicode code points); empty is allowed. */
export const text = (max: number) => z.string().check(z.maxLength(max), storable);

/** A text of at most `max` characters (Unicode code points) that says something: not empty, not blanks alone. */
export const filledText = (max: number) =>
  z.string().check(z.minLength(1), z.maxLength(max), z.regex(/\S/, { error: 'Says nothing' }), storable);

/** A sum that may be zero. */
export const amountSchema = describe(z.int().check(z.gte(0)), 'Integer in minor units (kopecks).');

/** A sum of an order or a price: at least 1 minor unit, at most `maxAmount`. */
export const priceSchema = describe(z.int().check(z.gte(1), z.lte(maxAmount)), 'Integer in minor units (kopecks), at least 1.');

export const currencySchema = describe(z.string().check(z.regex(/^[A-Z]{3}$/)), 'ISO 4217 currency, for example RUB.');

export const rateSchema = describe(
  z.number().check(z.gte(0), z.lte(10_000), z.multipleOf(0.001)),
  'Percent a year with at most 3 decimals, for example 17.315.',
);

export const termSchema = describe(z.int().check(z.gte(1), z.lte(maxTerm)), 'Months.');

export const instantSchema = describe(z.iso.datetime(), 'ISO 8601 in UTC, for example 2026-03-01T09:30:00.000Z.');
export type Instant = z.infer<typeof instantSchema>;

export const daySchema = describe(z.iso.date(), 'A day, YYYY-MM-DD; business days are days of Europe/Moscow.');
export type Day = z.infer<typeof daySchema>;

export const timeOfDaySchema = describe(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)), 'Local time of the meeting, HH:MM.');

export const sequenceSchema = describe(
  z.int().check(z.gte(0)),
  'The number of the event in its order. A larger one is newer; numbers may be missing from what you see.',
);

export const sha256Schema = describe(z.string().check(z.regex(/^[0-9a-f]{64}$/)), 'SHA-256, 64 hexadecimal digits.');

export const webAddressSchema = describe(z.url({ protocol: /^https?$/ }).check(z.maxLength(2048)), 'An http or https address.');

export const colourSchema = describe(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)), 'A colour, #rrggbb.');

export const originSchema = describe(
  z.string().check(z.maxLength(255), z.regex(/^https?:\/\/[^\s/?#@]+$/)),
  'An origin: scheme, host, port.',
);

/** A phone as people write it; `normalizePhone` makes `+79123456789` of it or refuses. */
export const writtenPhoneSchema = describe(text(32), 'A Russian mobile phone in any usual spelling.');

export const phoneSchema = describe(z.string().check(z.regex(/^\+79\d{9}$/)), 'A Russian mobile phone, +79123456789.');

export const codeSchema = describe(z.string().check(z.regex(/^\d{6}$/)), 'The six digits of the SMS.');

export const orderStatusSchema = named(z.enum(orderStatuses), 'OrderStatus', 'Where the order stands.');
export const decisionSchema = named(z.enum(decisions), 'Decision', 'What one asked bank stands at.');
export const productSchema = named(z.enum(products), 'Product', 'installment: the price and no more; credit: bears interest.');

/** A list by cursor. */
export const page = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: describe(z.nullable(z.string()), 'Give it as `after` for the next page; null: no more.') });

/** The query of a list: `limit` 1 to 100 (the server's default 20), `after` the `nextCursor` of the page before. */
export const pageQuery = {
  limit: z.optional(z.coerce.number().check(z.multipleOf(1), z.gte(1), z.lte(100))),
  after: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,500}$/))),
};

/** An optional field of a page's address that a browser sends as text. */
export const queryAmount = z.coerce.number().check(z.multipleOf(1), z.gte(1), z.lte(maxAmount));
