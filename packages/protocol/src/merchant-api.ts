/** The merchant API `/v1`: requests refuse unknown fields by name, answers drop them. */
import * as z from 'zod/mini';
import { itemIdSchema, eventIdSchema, publishableKeySchema, sessionTokenSchema, webhookEndpointIdSchema } from './ids.ts';
import {
  itemPriceSchema,
  markingSchema,
  maxItems,
  metadataSchema,
  orderSchema,
  quantitySchema,
  refundSchema,
  units,
  vatRates,
} from './order.ts';
import { planFields } from './plan-schema.ts';
import {
  amountSchema,
  currencySchema,
  filledText,
  instantSchema,
  maxAmount,
  named,
  orderStatusSchema,
  page,
  pageQuery,
  priceSchema,
  productSchema,
  queryAmount,
  termSchema,
  text,
  webAddressSchema,
  writtenPhoneSchema,
} from './values.ts';
import { amountOf } from './lines.ts';
import { webhookEventSchema, webhookTypeSchema } from './webhooks.ts';

/** A good in the cart. A cart holds at most 200 goods and costs at most 100 000 000,00. */
export const cartItemSchema = named(
  z
    .strictObject({
      name: filledText(255),
      /** Of one unit. 0 for a gift. */
      price: itemPriceSchema,
      /** With at most 3 decimals. */
      quantity: quantitySchema,
      /** Default: piece. */
      unit: z.optional(z.enum(units)),
      vendorCode: z.optional(text(64)),
      category: z.optional(text(255)),
      /** For the receipt. */
      vat: z.optional(z.enum(vatRates)),
      /** The text of the marking code, for the receipt. Marked goods have whole quantities. */
      marking: z.optional(markingSchema),
    })
    .check(
      z.refine(({ quantity, marking }) => marking === undefined || Number.isInteger(quantity), {
        error: 'Marked goods have whole quantities',
        path: ['quantity'],
        params: { code: 'too_precise' },
      }),
    ),
  'CartItem',
  'A good in the cart.',
);
export type CartItem = z.infer<typeof cartItemSchema>;

/** What the shop knows of the buyer: shown only to who proves `phone`. */
export const shopsBuyerSchema = z.strictObject({
  lastName: z.optional(text(100)),
  firstName: z.optional(text(100)),
  middleName: z.optional(text(100)),
  phone: z.optional(writtenPhoneSchema),
  email: z.optional(text(254)),
});
export type ShopsBuyer = z.infer<typeof shopsBuyerSchema>;

/** Where the buyer returns to. The backend also demands https (loopback apart) and, with a `pk_`, a registered origin. */
export const returnUrlsSchema = z.strictObject({ success: webAddressSchema, failure: webAddressSchema, cancel: webAddressSchema });
export type ReturnUrls = z.infer<typeof returnUrlsSchema>;

export const createOrderSchema = named(
  z
    .strictObject({
      /** The shop's own number; it may repeat. */
      externalId: z.optional(filledText(128)),
      product: productSchema,
      currency: currencySchema,
      items: z.array(cartItemSchema).check(
        z.minLength(1),
        z.maxLength(maxItems),
        z.refine((items) => !(amountOf(items) > maxAmount), { error: 'The sum is too large', params: { code: 'amount_out_of_range' } }),
        z.refine((items) => items.length === 0 || amountOf(items) !== 0, {
          error: 'The sum is 0',
          params: { code: 'amount_out_of_range' },
        }),
      ),
      /** Minor units off the whole cart, less than its sum. */
      discount: z.optional(amountSchema),
      buyer: z.optional(shopsBuyerSchema),
      /** Preferred months. */
      term: z.optional(termSchema),
      returnUrls: z.optional(returnUrlsSchema),
      /** Up to 50 keys of 40 characters, values of 500; comes back in the order and its webhooks. */
      metadata: z.optional(metadataSchema),
    })
    .check(
      z.refine(({ items, discount }) => !discount || amountOf(items, discount) > 0, {
        error: 'The discount is not less than the sum of the items',
        path: ['discount'],
        params: { code: 'too_big' },
      }),
    ),
  'CreateOrder',
  'A new order; its amount is the sum of the items less the discount.',
);
export type CreateOrder = z.infer<typeof createOrderSchema>;

export const createdOrderSchema = named(
  z.extend(orderSchema, { session: sessionTokenSchema }),
  'CreatedOrder',
  'The order and its session token, which opens the application.',
);
export type CreatedOrder = z.infer<typeof createdOrderSchema>;

export const listOrdersQuerySchema = z.strictObject({
  status: z.optional(orderStatusSchema),
  externalId: z.optional(filledText(128)),
  ...pageQuery,
});
export const orderListSchema = named(page(orderSchema), 'OrderList', 'Orders, the newest first.');

/** `at`: between the confirm and now; default: now. */
export const handoverSchema = z.strictObject({ at: z.optional(instantSchema) });

export const cancelOrderSchema = z.strictObject({ reason: z.optional(text(500)) });
/** A call that takes no fields. */
export const noFieldsSchema = z.strictObject({});

/** By sum, or by pieces: one of the two. */
export const createRefundSchema = named(
  z.union([
    z.strictObject({ amount: priceSchema }),
    z.strictObject({
      items: z.array(z.strictObject({ itemId: itemIdSchema, quantity: quantitySchema })).check(z.minLength(1), z.maxLength(maxItems)),
    }),
  ]),
  'CreateRefund',
  'A refund by sum or by pieces.',
);
export type CreateRefund = z.infer<typeof createRefundSchema>;
export const refundListSchema = named(page(refundSchema), 'RefundList', 'Refunds of the order.');

/** `amount`: only the plans that fit it, each with its payment. */
export const plansQuerySchema = z.strictObject({
  shop: publishableKeySchema,
  product: z.optional(productSchema),
  amount: z.optional(queryAmount),
});

export const legalTextSchema = z.object({ ru: z.string(), en: z.string() });

export const plansSchema = named(
  z.object({
    data: z.array(
      z.object({
        ...planFields,
        /** With `amount` only. */
        monthlyPayment: z.optional(amountSchema),
      }),
    ),
    /** The risk and the range of the full cost, as the law wants it beside a price. */
    legal: legalTextSchema,
  }),
  'Plans',
  'The tariff table; with `amount` only what fits, the lowest payment first.',
);
export type Plans = z.infer<typeof plansSchema>;

export const orderLinkSchema = z.object({ link: z.string(), session: z.string() });
export type OrderLink = z.infer<typeof orderLinkSchema>;

export const createWebhookEndpointSchema = named(
  z.strictObject({
    url: webAddressSchema,
    /** Default: every type. */
    types: z.optional(z.array(webhookTypeSchema).check(z.minLength(1), z.maxLength(50))),
  }),
  'CreateWebhookEndpoint',
  'An endpoint for webhooks: https on a public address.',
);
export type CreateWebhookEndpoint = z.infer<typeof createWebhookEndpointSchema>;

/** The only answer that shows the secret, but for `rotate`. */
export const createdWebhookEndpointSchema = z.object({ id: webhookEndpointIdSchema, url: z.string(), secret: z.string() });

export const webhookEndpointSchema = named(
  z.object({
    id: webhookEndpointIdSchema,
    url: z.string(),
    /** null: every type. */
    types: z.nullable(z.array(webhookTypeSchema)),
    createdAt: instantSchema,
    /** Set after three days without one success; a 2xx to `…/test` clears it. */
    disabledAt: z.nullable(instantSchema),
  }),
  'WebhookEndpoint',
  'An endpoint for webhooks.',
);
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;
export const webhookEndpointListSchema = page(webhookEndpointSchema);

export const rotatedSecretSchema = z.object({ secret: z.string(), previousValidUntil: instantSchema });
export type RotatedSecret = z.infer<typeof rotatedSecretSchema>;

/** The status that the endpoint answered to a test; null: no answer in time. */
export const webhookTestSchema = z.object({ delivered: z.boolean(), status: z.nullable(z.int()) });
export type WebhookTest = z.infer<typeof webhookTestSchema>;

export const listEventsQuerySchema = z.strictObject(pageQuery);
export const eventListSchema = named(page(webhookEventSchema), 'EventList', 'Events of the shop, the oldest first.');
export type EventList = z.infer<typeof eventListSchema>;

/** `/v1/events/{id}`, `/v1/orders/{id}`, … */
export const eventParamsSchema = z.strictObject({ id: eventIdSchema });
