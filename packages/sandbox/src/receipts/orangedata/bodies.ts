import { z } from 'zod';
import { hasDecimals } from '../../neighbours/decimal.ts';

// Written from the vendor's document 2.31.3 and its own Node client's rules.
// Unproven: that unknown keys are refused (here they are), and that FFD 1.2 positions without a unit of measurement are.

const text = (longest: number) => z.string().min(1).max(longest);
const inn = z.string().regex(/^(\d{10}|\d{12})$/);
const phone = z
  .string()
  .max(19)
  .regex(/^\+\d{4,18}$/);
const money = z
  .number()
  .min(0)
  .max(99_999_999.99)
  .refine((value) => hasDecimals(value, 2));
const quantity = z
  .number()
  .positive()
  .refine((value) => hasDecimals(value, 6));

export const head = {
  id: text(64),
  inn,
  group: text(32).optional(),
  key: text(32).optional(),
  callbackUrl: z.string().max(1024).optional(),
  callbackApiKey: z.string().max(1024).optional(),
  meta: z.string().max(128).optional(),
  ignoreItemCodeCheck: z.boolean().optional(),
};

const position = z.strictObject({
  quantity,
  price: money,
  tax: z.number().int().min(1).max(10),
  taxSum: money.optional(),
  text: text(128),
  paymentMethodType: z.number().int().min(1).max(7).optional(),
  paymentSubjectType: z.number().int().min(1).max(33).optional(),
  quantityMeasurementUnit: z.number().int().min(0).max(255).optional(),
  unitOfMeasurement: text(16).optional(),
  nomenclatureCode: text(150).optional(),
  itemCode: text(223).optional(),
  plannedStatus: z.number().int().min(1).max(255).optional(),
  fractionalQuantity: z.strictObject({ numerator: z.number().int(), denominator: z.number().int() }).optional(),
  additionalAttribute: text(64).optional(),
  manufacturerCountryCode: text(3).optional(),
  customsDeclarationNumber: text(32).optional(),
  excise: money.optional(),
  supplierINN: inn.optional(),
  supplierInfo: z.strictObject({ phoneNumbers: z.array(phone).optional(), name: text(239).optional() }).optional(),
  agentType: z.number().int().min(1).max(127).optional(),
});

const checkClose = z.strictObject({
  payments: z.array(z.strictObject({ type: z.number().int().min(1).max(16), amount: money })).min(1),
  taxationSystem: z.number().int().min(0).max(5),
});

const content = {
  ffdVersion: z.literal([2, 4]),
  type: z.literal([1, 2, 3, 4]),
  positions: z.array(position).min(1).max(250),
  checkClose,
  customerContact: z.union([
    z.literal('none'),
    phone,
    z
      .string()
      .max(64)
      .regex(/^[^@\s]+@[^@\s]+$/),
  ]),
  customer: text(243).optional(),
  customerINN: inn.optional(),
  cashier: text(64).optional(),
  cashierINN: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  senderEmail: text(64).optional(),
  settlementAddress: text(243).optional(),
  settlementPlace: text(243).optional(),
  automatNumber: text(20).optional(),
  additionalAttribute: text(16).optional(),
  additionalUserAttribute: z.strictObject({ name: text(64), value: text(234) }).optional(),
  totalSum: money.optional(),
  useTax20: z.boolean().optional(),
  isInternetStore: z.boolean().optional(),
  timeZone: z.number().int().min(1).max(11).optional(),
  vat1Sum: money.optional(),
  vat2Sum: money.optional(),
  vat3Sum: money.optional(),
  vat4Sum: money.optional(),
  vat5Sum: money.optional(),
  vat6Sum: money.optional(),
  vat7Sum: money.optional(),
  vat8Sum: money.optional(),
  vat9Sum: money.optional(),
  vat10Sum: money.optional(),
};

export const receiptBody = z.strictObject({ ...head, content: z.strictObject(content) });
export type ReceiptContent = z.infer<typeof receiptBody>['content'];

const midnight = z.string().regex(/^\d{4}-\d{2}-\d{2}T00:00:00$/);
const cause = { correctionType: z.literal([0, 1]), causeDocumentDate: midnight, causeDocumentNumber: text(32).optional() };
const orderedHasNumber = (value: { correctionType: number; causeDocumentNumber?: string | undefined }) =>
  value.correctionType === 0 || value.causeDocumentNumber !== undefined;

/** FFD 1.2: a receipt with its cause. */
export const correction12Body = z.strictObject({
  ...head,
  content: z.strictObject({ ...content, ffdVersion: z.literal(4), ...cause }).refine(orderedHasNumber, { path: ['causeDocumentNumber'] }),
});

/** FFD 1.05: sums alone, no positions; income or expense, no returns. */
export const correctionBody = z.strictObject({
  ...head,
  content: z
    .strictObject({
      ffdVersion: z.literal(2).optional(),
      type: z.literal([1, 3]),
      taxationSystem: z.number().int().min(0).max(5),
      ...cause,
      totalSum: money,
      cashSum: money.optional(),
      eCashSum: money.optional(),
      prepaymentSum: money.optional(),
      postpaymentSum: money.optional(),
      otherPaymentTypeSum: money.optional(),
      useTax20: z.boolean().optional(),
      tax1Sum: money.optional(),
      tax2Sum: money.optional(),
      tax3Sum: money.optional(),
      tax4Sum: money.optional(),
      tax5Sum: money.optional(),
      tax6Sum: money.optional(),
      settlementAddress: text(243).optional(),
      settlementPlace: text(243).optional(),
      automatNumber: text(20).optional(),
    })
    .refine(orderedHasNumber, { path: ['causeDocumentNumber'] }),
});
export type CorrectionContent = z.infer<typeof correctionBody>['content'];
