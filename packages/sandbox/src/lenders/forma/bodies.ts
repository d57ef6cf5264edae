import { z } from 'zod';
import { hasDecimals } from '../../neighbours/decimal.ts';

// T-Bank ignores unknown fields, so they are not refused here, but the exchanges show them. Roubles are JSON numbers; its types allow texts.

const roubles = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .refine((value) => value >= 0 && hasDecimals(Math.round(value * 100) / 100, 2));

const optionalUrl = z.string().optional();

export const createBody = z.looseObject({
  shopId: z.string().min(1).max(50),
  showcaseId: z.string().min(1).max(50),
  sum: roubles,
  items: z
    .array(
      z.looseObject({
        name: z.string().min(1).max(255),
        quantity: z.number().int().positive(),
        price: roubles,
        category: z.string().max(255).optional(),
        vendorCode: z.string().max(64).optional(),
      }),
    )
    .min(1),
  orderNumber: z.string().min(1).max(64).optional(),
  promoCode: z.string().max(64).optional(),
  webhookURL: optionalUrl,
  successURL: optionalUrl,
  failURL: optionalUrl,
  returnURL: optionalUrl,
  demoFlow: z.enum(['sms', 'ses', 'sid', 'bank', 'appointment', 'appointment-reject', 'reject']).optional(),
  values: z
    .looseObject({
      contact: z
        .looseObject({
          fio: z
            .looseObject({ lastName: z.string().optional(), firstName: z.string().optional(), middleName: z.string().optional() })
            .optional(),
          mobilePhone: z.string().optional(),
          email: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});
export type CreateBody = z.infer<typeof createBody>;
