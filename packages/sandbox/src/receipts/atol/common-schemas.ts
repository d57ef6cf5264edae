import { z } from 'zod';
import { hasDecimals } from '../../neighbours/decimal.ts';

// What v4 and v5 say in the same words.

export const text = (longest: number) => z.string().min(1).max(longest);
export const inn = z.string().regex(/^(\d{10}|\d{12})$/);
export const email = z
  .string()
  .max(64)
  .regex(/^.+@.+$/u);

export const money = z
  .number()
  .min(0)
  .max(42_949_672.95)
  .refine((value) => hasDecimals(value, 2));
export const quantity = z
  .number()
  .positive()
  .max(99_999.999)
  .refine((value) => hasDecimals(value, 3));

export const dateTime = z.string().regex(/^(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.\d{4} ([01]\d|2[0-4]):[0-5]\d:[0-5]\d$/);
export const date = z.string().regex(/^(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.\d{4}$/);

export const taxSystem = z.enum(['osn', 'usn_income', 'usn_income_outcome', 'envd', 'esn', 'patent']);
export const paymentMethod = z.enum([
  'full_prepayment',
  'prepayment',
  'advance',
  'full_payment',
  'partial_payment',
  'credit',
  'credit_payment',
]);

const rates = [
  'none',
  'vat0',
  'vat5',
  'vat7',
  'vat10',
  'vat18',
  'vat20',
  'vat22',
  'vat105',
  'vat107',
  'vat110',
  'vat118',
  'vat120',
  'vat122',
] as const;
export type VatType = (typeof rates)[number];
export const vatType = z.enum(rates);
export const vat = z.strictObject({ type: vatType, sum: money.optional() });
export const vats = z
  .array(z.strictObject({ type: vatType, sum: money }))
  .min(1)
  .max(6);

export const payments = z
  .array(z.strictObject({ type: z.number().int().min(0).max(9), sum: money }))
  .min(1)
  .max(10);

// A wrong callback address is no error: the report then carries a warning.
export const service = z.strictObject({ callback_url: z.string().max(256).optional() });

export const userProps = z.strictObject({ name: text(64), value: text(256) });
export const cashlessPayments = z.array(
  z.strictObject({ sum: money, method: z.number().int().min(0).max(255), id: text(256), additional_info: text(256).optional() }),
);

const phones = z.array(z.string().regex(/^([^\s\\+]{1,17}|\+[^\s\\]{1,18})$/));
export const agentInfo = z.strictObject({
  type: z.enum(['bank_paying_agent', 'bank_paying_subagent', 'paying_agent', 'paying_subagent', 'attorney', 'commission_agent', 'another']),
  paying_agent: z.strictObject({ operation: text(24).optional(), phones: phones.optional() }).optional(),
  receive_payments_operator: z.strictObject({ phones: phones.optional() }).optional(),
  money_transfer_operator: z
    .strictObject({ phones: phones.optional(), name: text(64).optional(), address: text(256).optional(), inn: inn.optional() })
    .optional(),
});
export const supplierInfo = z.strictObject({ phones: phones.optional(), name: text(256).optional(), inn: inn.optional() });

/** vat18 and vat118 were ended for sales; refunds and corrections keep the rate of their sale. */
export const endedRates: readonly VatType[] = ['vat18', 'vat118'];
