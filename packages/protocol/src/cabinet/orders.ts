/** The cabinet's orders: the list, its live changes, one order with all that happened, and what a manager may do with it. */
import * as z from 'zod/mini';
import { bankIdSchema, eventIdSchema, itemIdSchema, orderIdSchema, refundIdSchema } from '../ids.ts';
import { bankSchema } from '../offer.ts';
import { confirmationSchema, maskedBuyerSchema, maxItems, orderSchema, quantitySchema, refundStatuses } from '../order.ts';
import { orderStatuses } from '../status.ts';
import {
  amountSchema,
  currencySchema,
  daySchema,
  decisionSchema,
  filledText,
  instantSchema,
  orderStatusSchema,
  page,
  pageQuery,
  priceSchema,
  productSchema,
  queryAmount,
  sequenceSchema,
  termSchema,
  text,
} from '../values.ts';

const mode = z.enum(['live', 'test']);
export type Mode = z.infer<typeof mode>;
/** Live orders or test orders; one list never mixes them. */
export const modeQuery = { mode };
export const modeQuerySchema = z.strictObject(modeQuery);

/** Where an order was made: on a page, by the shop's server, by hand in the cabinet. */
export const orderSources = ['page', 'server', 'hand'] as const;

const flag = z.enum(['true', 'false']);
const statusList = z.string().check(z.regex(new RegExp(`^(${orderStatuses.join('|')})(,(${orderStatuses.join('|')}))*$`)));

/** What narrows the list; days are of Europe/Moscow and inclusive. */
export const orderFilterFields = {
  status: z.optional(statusList),
  bank: z.optional(bankIdSchema),
  from: z.optional(daySchema),
  to: z.optional(daySchema),
  min: z.optional(queryAmount),
  max: z.optional(queryAmount),
  product: z.optional(productSchema),
  trusted: z.optional(flag),
  source: z.optional(z.enum(orderSources)),
};
export const listOrdersSchema = z.strictObject({ ...modeQuery, ...orderFilterFields, ...pageQuery });
export const exportOrdersSchema = z.strictObject({
  ...modeQuery,
  ...orderFilterFields,
  search: z.optional(text(100)),
  format: z.enum(['csv', 'xlsx']),
  language: z.enum(['ru', 'en']),
});
export type ExportOrders = z.infer<typeof exportOrdersSchema>;
/** What is searched for may be a name or a phone, so it goes in a body: addresses are logged. */
export const searchOrdersSchema = z.strictObject({ ...modeQuery, ...orderFilterFields, ...pageQuery, search: filledText(100) });
export type OrderFilter = Omit<z.infer<typeof listOrdersSchema>, 'limit' | 'after'> & { search?: string | undefined };
export type ListOrders = z.infer<typeof listOrdersSchema> & { search?: string | undefined };

/** What a manager may do with an order; `refund` is a refund of a part. */
export const orderActions = ['confirm', 'take-back', 'cancel', 'refund', 'refund-whole', 'send-link', 'handover'] as const;
export type OrderAction = (typeof orderActions)[number];
const actions = z.array(z.enum(orderActions));

const payment = z.object({ amount: amountSchema, term: termSchema });

/** One row of the list. */
export const orderRowSchema = z.object({
  id: orderIdSchema,
  /** What people call it: the shop's own number, else the last six signs of the id. */
  number: z.string(),
  test: z.boolean(),
  trusted: z.boolean(),
  source: z.enum(orderSources),
  product: productSchema,
  status: orderStatusSchema,
  previousStatus: z.nullable(orderStatusSchema),
  sequence: sequenceSchema,
  createdAt: instantSchema,
  /** Of the last event. */
  changedAt: instantSchema,
  expiresAt: z.nullable(instantSchema),
  /** The first good, how many of it, and how many others. */
  title: z.string(),
  quantity: quantitySchema,
  more: z.int(),
  amount: amountSchema,
  currency: currencySchema,
  refundedAmount: amountSchema,
  /** Of the chosen offer. */
  bank: z.nullable(bankSchema),
  payment: z.nullable(payment),
  /** Offers that stand, and the lowest payment among them. */
  offers: z.int(),
  lowest: z.nullable(payment),
  asked: z.int(),
  answered: z.int(),
  buyer: z.nullable(maskedBuyerSchema),
  confirmation: z.nullable(confirmationSchema),
  cancellation: z.nullable(z.object({ state: z.enum(['pending', 'refused']) })),
  /** Those that the server would accept now. */
  actions,
});
export type OrderRow = z.infer<typeof orderRowSchema>;

export const orderRowListSchema = z.extend(page(orderRowSchema), {
  /** Days of Europe/Moscow that stand in this page, each with all that the filter finds on it. */
  days: z.array(z.object({ day: daySchema, count: z.int(), amount: amountSchema })),
  /** How many the filter finds; counted up to 10,000. */
  total: z.int(),
  /** Give it to the live stream: nothing that happened since is missed. */
  liveFrom: z.int(),
});
export type OrderRowList = z.infer<typeof orderRowListSchema>;

export const countedUpTo = 10_000;

export const orderSummarySchema = z.object({
  /** Signed and not confirmed yet. */
  waiting: z.object({ count: z.int(), amount: amountSchema }),
  reviewing: z.int(),
  /** Whether the shop ever had an order of this kind. */
  any: z.boolean(),
  today: z.object({
    created: z.int(),
    /** Percent of the applications sent today that some bank approved. */
    approvedPercent: z.nullable(z.number()),
    /** Median until the first bank's answer. */
    firstDecisionSeconds: z.nullable(z.number()),
  }),
  /** The next day on which banks pay, and how much. */
  payout: z.nullable(z.object({ day: daySchema, amount: amountSchema })),
});
export type OrderSummary = z.infer<typeof orderSummarySchema>;

export const liveQuerySchema = z.strictObject({
  ...modeQuery,
  after: z.optional(z.coerce.number().check(z.multipleOf(1), z.gte(0), z.lte(Number.MAX_SAFE_INTEGER))),
});

/** Personal data of the buyer that is shown on demand, one at a time. */
export const revealableFields = ['name', 'phone', 'email', 'address'] as const;
export const revealSchema = z.strictObject({ field: z.enum(revealableFields) });
export type RevealableField = (typeof revealableFields)[number];
export const revealedSchema = z.object({ value: z.string(), hideAt: instantSchema });
export type Revealed = z.infer<typeof revealedSchema>;

export const bankAnswerSchema = z.object({
  bank: bankSchema,
  decision: decisionSchema,
  /** From the submit to the answer. */
  seconds: z.nullable(z.number()),
  chosen: z.boolean(),
  /** The lowest that stands. */
  offer: z.nullable(z.object({ ...payment.shape, totalPayment: amountSchema, gone: z.boolean() })),
});
export type BankAnswer = z.infer<typeof bankAnswerSchema>;

/** Who did it; `name` of a member or a bank. */
const doer = z.object({ kind: z.enum(['buyer', 'bank', 'system', 'member', 'shop']), name: z.nullable(z.string()) });

export const timelineEntrySchema = z.object({
  at: instantSchema,
  /** An event of the order (`order.signed`, `bank.decision`, …), a member's act (`order.reveal`, …) or `webhook.delivered`. */
  type: z.string(),
  by: doer,
  bank: z.nullable(z.string()),
  decision: z.nullable(decisionSchema),
  seconds: z.nullable(z.number()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const deliverySchema = z.object({
  id: z.string(),
  eventId: eventIdSchema,
  type: z.string(),
  url: z.string(),
  state: z.enum(['pending', 'succeeded', 'failed']),
  attempts: z.int(),
  at: instantSchema,
  responseStatus: z.nullable(z.int()),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const noteSchema = z.object({ id: z.string(), text: z.string(), by: z.string(), at: instantSchema });
export type Note = z.infer<typeof noteSchema>;

export const orderDetailSchema = z.object({
  order: orderSchema,
  number: z.string(),
  source: z.enum(orderSources),
  /** Who made it by hand. */
  madeBy: z.nullable(z.string()),
  previousStatus: z.nullable(orderStatusSchema),
  changedAt: instantSchema,
  /** Masked; null where the shop knows none. */
  buyer: z.object({
    name: z.nullable(z.string()),
    phone: z.nullable(z.string()),
    email: z.nullable(z.string()),
    address: z.nullable(z.string()),
  }),
  banks: z.array(bankAnswerSchema),
  timeline: z.array(timelineEntrySchema),
  deliveries: z.array(deliverySchema),
  notes: z.array(noteSchema),
  refunds: z.array(
    z.object({
      id: refundIdSchema,
      amount: amountSchema,
      status: z.enum(refundStatuses),
      at: instantSchema,
      items: z.nullable(z.array(z.object({ itemId: itemIdSchema, quantity: quantitySchema }))),
    }),
  ),
  /** Units of each item that can still be given back, and the money that went back for the item. */
  refundable: z.array(z.object({ itemId: itemIdSchema, quantity: z.number().check(z.gte(0)), refunded: amountSchema })),
  /** Those that the server would accept now. */
  actions,
});
export type OrderDetail = z.infer<typeof orderDetailSchema>;

export const cancelByManagerSchema = z.strictObject({ reason: z.optional(text(500)) });
export const refundByManagerSchema = z.union([
  z.strictObject({ amount: priceSchema, reason: z.optional(text(200)) }),
  z.strictObject({
    items: z.array(z.strictObject({ itemId: itemIdSchema, quantity: quantitySchema })).check(z.minLength(1), z.maxLength(maxItems)),
    reason: z.optional(text(200)),
  }),
]);
export type RefundByManager = z.infer<typeof refundByManagerSchema>;
export const newNoteSchema = z.strictObject({ text: filledText(2000) });

/** To a phone or mailbox given here, else to the one that the order knows. */
export const sendLinkSchema = z.strictObject({ channel: z.enum(['sms', 'email']), to: z.optional(filledText(254)) });
export type SendLink = z.infer<typeof sendLinkSchema>;

export const deliveryBodySchema = z.object({ body: z.string() });

export const savedViewSchema = z.object({ id: z.string(), name: z.string(), filter: z.record(z.string(), z.string()) });
export type SavedView = z.infer<typeof savedViewSchema>;
export const savedViewListSchema = z.object({ data: z.array(savedViewSchema) });
/** What a view may keep; `period` is told in words (`week`), so that it moves on with the calendar. No search: it may be a name. */
export const viewFilterKeys = ['status', 'bank', 'period', 'from', 'to', 'min', 'max', 'product', 'trusted', 'source'] as const;
export const newSavedViewSchema = z.strictObject({
  name: filledText(60),
  filter: z.partialRecord(z.enum(viewFilterKeys), z.string().check(z.maxLength(100), z.regex(/^[\w,.:-]*$/))),
});
export type NewSavedView = z.infer<typeof newSavedViewSchema>;
