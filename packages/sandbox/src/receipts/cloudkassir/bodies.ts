import { z } from 'zod';

// Capital letters as the service writes them. A fraction in an integer field is rounded in silence, as the service does.
// Unproven: that the service refuses unknown keys (here it does); which of its codes it uses for fields outside their limits (here -1).

const inn = z.string().regex(/^(\d{10}|\d{12})$/);
const rounded = (least: number, most: number) =>
  z
    .number()
    .transform(Math.round)
    .refine((value) => value >= least && value <= most);
const text = (longest: number) => z.string().min(1).max(longest);
const money = z.number().min(0).max(99_999_999.99);

/** In percent; 105, 107, 110, 120, 122 are the calculated rates, null is "no VAT". */
const vat = z.union([z.null(), z.literal([0, 5, 7, 10, 20, 22, 105, 107, 110, 120, 122])]);

const item = z.strictObject({
  Label: text(124),
  Price: money,
  Quantity: z.number().positive().max(99_999.999),
  Amount: money,
  Vat: vat,
  Method: rounded(1, 7).optional(),
  Object: rounded(0, 33).optional(),
  MeasurementUnit: text(16).optional(),
  UnitCode: rounded(0, 255).optional(),
  RawMarkCode: text(255).optional(),
  Ean13: text(64).optional(),
  AgentSign: rounded(0, 6).nullable().optional(),
});

const amounts = z.strictObject({
  Electronic: money.optional(),
  AdvancePayment: money.optional(),
  Credit: money.optional(),
  Provision: money.optional(),
  Cash: money.optional(),
});

export const receiptBody = z.strictObject({
  Inn: inn,
  Type: z.enum(['Income', 'IncomeReturn', 'Expense', 'ExpenseReturn']),
  InvoiceId: text(100).optional(),
  AccountId: text(100).optional(),
  CustomerReceipt: z
    .strictObject({
      Items: z.array(item).min(1).max(100),
      TaxationSystem: rounded(0, 5),
      Email: text(64).optional(),
      Phone: text(19).optional(),
      Amounts: amounts.optional(),
      CalculationPlace: text(256).optional(),
      CashierName: text(64).optional(),
      CustomerInfo: text(243).optional(),
      CustomerInn: inn.optional(),
      IsInternetPayment: z.boolean().optional(),
    })
    .refine((value) => value.Email !== undefined || value.Phone !== undefined, { path: ['Email'] }),
});

export type ReceiptBody = z.infer<typeof receiptBody>;

/** Rates have numbers of their own here: 1 is 20 %, 2 10 %, 3 20/120, 4 10/110, 5 0 %, 6 none. A number for 22 % has not been seen. */
export const correctionBody = z.strictObject({
  CorrectionReceiptData: z.strictObject({
    OrganizationInn: inn,
    VatRate: z.number().int().min(1).max(6),
    TaxationSystem: rounded(0, 5),
    DeviceNumber: text(20).optional(),
    CorrectionReceiptType: z.enum(['Income', 'IncomeReturn', 'Expense', 'ExpenseReturn']),
    CauseCorrection: z.strictObject({ CorrectionDate: z.iso.date(), CorrectionNumber: text(32) }),
    Amounts: amounts,
    Items: z.array(item).optional(),
  }),
});

export type CorrectionBody = z.infer<typeof correctionBody>;
export type Amounts = z.infer<typeof amounts>;
