import { z } from 'zod';

// Amounts are texts. Unproven: that unknown keys are refused (here they are).

export const amount = z.string().regex(/^\d+(\.\d{1,2})?$/);

const item = z.strictObject({
  productId: z.string().min(1).max(255),
  title: z.string().min(1).max(2048),
  quantity: z.strictObject({ count: z.string().regex(/^\d+(\.\d+)?$/) }),
  total: amount,
  unitPrice: amount.optional(),
  receipt: z
    .strictObject({
      tax: z.number().int().min(1).max(10),
      title: z.string().optional(),
      paymentMethodType: z.string().optional(),
      paymentSubjectType: z.string().optional(),
    })
    .optional(),
});

export const createBody = z.strictObject({
  cart: z.strictObject({ total: z.strictObject({ amount }), items: z.array(item).min(1) }),
  currencyCode: z.literal('RUB'),
  orderId: z.string().min(1).max(2048),
  availablePaymentMethods: z.array(z.enum(['CARD', 'SPLIT'])).optional(),
  redirectUrls: z.strictObject({ onError: z.url(), onSuccess: z.url(), onAbort: z.url().optional() }),
  ttl: z.number().int().min(180).max(604_800).optional(),
  metadata: z.string().max(2048).optional(),
  orderSource: z.enum(['WEBSITE', 'APP', 'CMS_PLUGIN']).optional(),
});
export type CartItem = z.infer<typeof item>;

/** Not the shape of create's cart: what remains of each article. */
const targetCart = z.strictObject({
  items: z.array(z.strictObject({ productId: z.string(), price: amount.optional(), quantityCount: z.string().optional() })),
});
export const captureBody = z.strictObject({
  orderAmount: amount.optional(),
  cart: targetCart.optional(),
  externalOperationId: z.string().optional(),
});
export const cancelBody = z.strictObject({ reason: z.string().min(1), externalOperationId: z.string().optional() });
export const refundBody = z.strictObject({
  refundAmount: amount,
  externalOperationId: z.string().min(1),
  targetCart: targetCart.optional(),
});
export type RefundBody = z.infer<typeof refundBody>;
