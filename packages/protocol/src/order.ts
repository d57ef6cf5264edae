/** The order: one shape in the merchant API, in webhooks and in the cabinet. What does not apply yet is `null`. */
import * as z from 'zod/mini';
import { itemIdSchema, orderIdSchema, refundIdSchema } from './ids.ts';
import { bankSchema, offerSchema, signingMethodSchema } from './offer.ts';
import { redirectOfferSchema } from './redirect-offer.ts';
import {
  amountSchema,
  currencySchema,
  daySchema,
  decisionSchema,
  filledText,
  instantSchema,
  maxAmount,
  named,
  orderStatusSchema,
  productSchema,
  sequenceSchema,
  sha256Schema,
  termSchema,
  text,
  webAddressSchema,
} from './values.ts';

/** Most different goods in an order. */
export const maxItems = 200;
/** The largest quantity of one good. */
export const maxQuantity = 100_000;

/** The units that quantities are counted in. */
export const units = ['piece', 'g', 'kg', 't', 'cm', 'dm', 'm', 'cm2', 'dm2', 'm2', 'ml', 'l', 'm3', 'hour', 'day', 'other'] as const;
export type Unit = (typeof units)[number];

/** Rates of VAT in percent. `5/105` and the like are the calculated ones, of money that came before the goods; `none` is no VAT at all. */
export const vatRates = ['none', '0', '5', '7', '10', '20', '22', '5/105', '7/107', '10/110', '20/120', '22/122'] as const;
export type VatRate = (typeof vatRates)[number];

/** The text of a marking code («Честный знак»), with the separators of its groups. */
export const markingSchema = filledText(255);

export const quantitySchema = z.number().check(z.gt(0), z.lte(maxQuantity), z.multipleOf(0.001));

/** The price of one unit of a good. A gift costs 0. */
export const itemPriceSchema = z.int().check(z.gte(0), z.lte(maxAmount));

export const orderItemSchema = named(
  z.object({
    id: itemIdSchema,
    name: filledText(255),
    /** Of one unit. */
    price: itemPriceSchema,
    /** With at most 3 decimals. */
    quantity: quantitySchema,
    unit: z.enum(units),
    /** Price × quantity, rounded half up. */
    lineTotal: amountSchema,
    /** The line's part of the order's discount. */
    discountShare: amountSchema,
    vendorCode: z.nullable(text(64)),
    category: z.nullable(text(255)),
    vat: z.nullable(z.enum(vatRates)),
    marking: z.nullable(markingSchema),
  }),
  'OrderItem',
  'A good in the order.',
);
export type OrderItem = z.infer<typeof orderItemSchema>;

export const metadataSchema = z
  .record(z.string().check(z.minLength(1), z.maxLength(40)), text(500))
  .check(z.refine((metadata) => Object.keys(metadata).length <= 50, { error: 'At most 50 keys' }));

export const receiptKindSchema = z.enum(['prepayment', 'sale', 'credit', 'credit-payment', 'refund', 'correction']);

export const receiptSchema = named(
  z.object({
    id: z.string(),
    kind: receiptKindSchema,
    amount: amountSchema,
    issuedAt: instantSchema,
    url: z.nullable(webAddressSchema),
  }),
  'Receipt',
  'A fiscal receipt.',
);
export type Receipt = z.infer<typeof receiptSchema>;

export const refundStatuses = ['pending', 'succeeded', 'failed'] as const;

export const refundSchema = named(
  z.object({ id: refundIdSchema, amount: amountSchema, status: z.enum(refundStatuses) }),
  'Refund',
  'Money given back to the buyer; pending and succeeded refunds count in refundedAmount.',
);
export type Refund = z.infer<typeof refundSchema>;

export const bankDecisionViewSchema = z.object({
  bank: bankSchema,
  decision: decisionSchema,
  /** When it was made; null while pending. */
  at: z.nullable(instantSchema),
});

export const maskedBuyerSchema = z.object({
  /** First letter and stars: `И*****`. */
  name: z.nullable(z.string()),
  /** `+7912*****89`. */
  phone: z.nullable(z.string()),
});

/** `held`: a manager's confirm waits 10 s and may be taken back · `pending`: at the bank · `refused` by it. */
export const confirmationSchema = z.object({
  state: z.enum(['held', 'pending', 'refused']),
  /** When a held one goes to the bank. */
  effectiveAt: z.optional(instantSchema),
});

export const canceledBySchema = z.enum(['buyer', 'shop', 'manager', 'bank']);

export const orderSchema = named(
  z.object({
    id: orderIdSchema,
    /** The shop's own number. */
    externalId: z.nullable(text(128)),
    /** Made with test keys: goes to test banks only. */
    test: z.boolean(),
    /** Made with a secret key or in the cabinet; false when a page set the prices. */
    trusted: z.boolean(),
    product: productSchema,
    status: orderStatusSchema,
    sequence: sequenceSchema,
    /** The sum of the items' lineTotal − discountShare. */
    amount: z.int().check(z.gte(1), z.lte(maxAmount)),
    currency: currencySchema,
    items: z.array(orderItemSchema).check(z.minLength(1), z.maxLength(maxItems)),
    /** What the shop took off the whole cart. */
    discount: amountSchema,
    term: z.nullable(termSchema),
    metadata: metadataSchema,
    buyer: z.nullable(maskedBuyerSchema),
    /** Where the buyer applies; the token is in the fragment. */
    link: z.string(),
    createdAt: instantSchema,
    expiresAt: z.nullable(instantSchema),
    submittedAt: z.nullable(instantSchema),
    decisions: z.array(bankDecisionViewSchema),
    /** The chosen one. */
    offer: z.nullable(z.union([offerSchema, redirectOfferSchema])),
    /** Of the chosen offer. */
    bank: z.nullable(bankSchema),
    agreement: z.nullable(
      z.object({
        title: z.string(),
        sha256: sha256Schema,
        signedAt: z.nullable(instantSchema),
        method: z.nullable(signingMethodSchema),
      }),
    ),
    confirmation: z.nullable(confirmationSchema),
    cancellation: z.nullable(z.object({ state: z.enum(['pending', 'refused']) })),
    settlement: z.nullable(
      z.object({ expectedOn: z.nullable(daySchema), amount: z.nullable(amountSchema), settledAt: z.nullable(instantSchema) }),
    ),
    /** Pending and succeeded refunds together. */
    refundedAmount: amountSchema,
    receipts: z.array(receiptSchema),
    /** When the goods came to the buyer. */
    handedOverAt: z.nullable(instantSchema),
    canceled: z.nullable(z.object({ by: canceledBySchema, reason: z.nullable(text(500)) })),
    /** The rejected order in whose place this one stands. */
    replaces: z.nullable(orderIdSchema),
    successor: z.nullable(z.object({ orderId: orderIdSchema })),
  }),
  'Order',
  'The order: one shape in the API, in webhooks and in the cabinet.',
);
export type Order = z.infer<typeof orderSchema>;
