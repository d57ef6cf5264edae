import { z } from 'zod';
import { hasDecimals } from '../../neighbours/decimal.ts';

const money = z
  .number()
  .min(0)
  .refine((value) => hasDecimals(value, 2), 'The value has more than two decimals.');
/** `Y-m-d H:i:s` */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);

// Unproven: that fields outside these are refused (here they are).
export const paymentSchema = z.strictObject({
  externalId: z.string().min(1).optional(),
  type: z.string(),
  status: z.string().optional(),
  amount: money.optional(),
  paidAt: moment.optional(),
  comment: z.string().optional(),
  order: z.strictObject({ id: z.number().int().optional(), externalId: z.string().optional() }).optional(),
});
export const paymentEditSchema = paymentSchema.omit({ order: true }).partial();
export type PaymentInput = z.infer<typeof paymentEditSchema>;

export const orderSchema = z.strictObject({
  externalId: z.string().min(1).optional(),
  number: z.string().optional(),
  status: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  customerComment: z.string().optional(),
  managerComment: z.string().optional(),
  customFields: z.record(z.string(), z.unknown()).optional(),
  items: z
    .array(
      z.strictObject({
        offer: z.strictObject({ externalId: z.string().optional(), id: z.number().int().optional() }).optional(),
        productName: z.string().optional(),
        initialPrice: money,
        discountManualAmount: money.optional(),
        quantity: z.number().positive(),
        vatRate: z.string().optional(),
      }),
    )
    .optional(),
  payments: z.array(paymentSchema.omit({ order: true })).optional(),
});
export type OrderInput = z.infer<typeof orderSchema>;

export interface RetailOrder {
  id: number;
  site: string;
  externalId: string | null;
  number: string;
  status: string;
  input: OrderInput;
  payments: RetailPayment[];
}

export interface RetailPayment {
  id: number;
  externalId: string | null;
  type: string;
  status: string;
  amount: number;
  paidAt: string | null;
  comment: string;
}

/** What a payment module told of an invoice, and what the CRM asked it for. */
export interface Invoice {
  uuid: string;
  orderId: number;
  amount: number;
  currency: string;
  paymentId: string;
  status: string;
  link: string;
  refunds: { id: string; status: string; amount: number }[];
}

export interface RetailAccount {
  orders: RetailOrder[];
  invoices: Invoice[];
  modules: Map<string, PaymentModule>;
  sites: readonly string[];
  statuses: readonly string[];
  paymentTypes: readonly string[];
  paymentStatuses: readonly string[];
  nextId(): number;
}

export const moduleSchema = z.strictObject({
  code: z.string(),
  integrationCode: z.string(),
  active: z.boolean(),
  name: z.string(),
  logo: z.url().optional(),
  clientId: z.string().min(1),
  baseUrl: z.url(),
  accountUrl: z.url(),
  integrations: z.strictObject({
    payment: z.strictObject({
      actions: z.strictObject({
        create: z.string(),
        approve: z.string(),
        cancel: z.string(),
        status: z.string().optional(),
        refund: z.string(),
      }),
      currencies: z.array(z.string()).min(1),
      invoiceTypes: z.array(z.literal('link')).min(1),
      shops: z.array(z.strictObject({ code: z.string(), name: z.string(), active: z.boolean() })).min(1),
    }),
  }),
});
export type PaymentModule = z.infer<typeof moduleSchema>;

export const totalOf = ({ input }: RetailOrder) =>
  Math.round(
    (input.items ?? []).reduce(
      (sum, { initialPrice, discountManualAmount = 0, quantity }) => sum + (initialPrice - discountManualAmount) * quantity,
      0,
    ) * 100,
  ) / 100;
