import { z } from 'zod';
import {
  agentInfo,
  cashlessPayments,
  date,
  dateTime,
  email,
  inn,
  money,
  paymentMethod,
  payments,
  quantity,
  service,
  supplierInfo,
  taxSystem,
  text,
  userProps,
  vat,
  vats,
} from './common-schemas.ts';

// v5, FFD 1.2: unknown keys and nulls are refused at every level. Unproven: that payment_method, payment_object and vat are required.

const measures = [0, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 70, 71, 72, 73, 80, 81, 82, 83, 255];

const client = z
  .strictObject({
    email: email.optional(),
    phone: z
      .string()
      .regex(/^(\+\d{1,18}|none)$/)
      .optional(),
    name: text(256).optional(),
    inn: inn.optional(),
    birthdate: date.optional(),
    citizenship: z
      .string()
      .regex(/^\d{3}$/)
      .optional(),
    document_code: z
      .string()
      .regex(/^\d{2}$/)
      .optional(),
    document_data: text(64).optional(),
    address: text(256).optional(),
  })
  .refine((value) => value.email !== undefined || value.phone !== undefined);

const company = z.strictObject({ email, sno: taxSystem, inn, payment_address: text(256), location: text(256).optional() });

/** Base64 of the whole code with its separators. */
const gs1m = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
  .refine((value) => value.length % 4 === 0);
const markCode = z
  .strictObject({
    unknown: text(32).optional(),
    ean8: z
      .string()
      .regex(/^\d{8}$/)
      .optional(),
    ean13: z
      .string()
      .regex(/^\d{13}$/)
      .optional(),
    itf14: z
      .string()
      .regex(/^\d{14}$/)
      .optional(),
    gs10: text(38).optional(),
    gs1m: gs1m.optional(),
    short: text(38).optional(),
    fur: text(20).optional(),
    egais20: text(33).optional(),
    egais30: text(14).optional(),
  })
  .refine((value) => Object.keys(value).length === 1);

const sectoralProps = z
  .array(z.strictObject({ federal_id: z.string().regex(/^0\d{2}$/), date, number: text(32), value: text(256) }))
  .min(1)
  .max(6);

const item = z
  .strictObject({
    name: text(128),
    price: money,
    quantity,
    measure: z
      .number()
      .int()
      .refine((value) => measures.includes(value)),
    sum: money,
    payment_method: paymentMethod,
    payment_object: z
      .number()
      .int()
      .refine((value) => (value >= 1 && value <= 27) || (value >= 30 && value <= 33)),
    vat,
    mark_code: markCode.optional(),
    mark_processing_mode: z.literal('0').optional(),
    mark_quantity: z.strictObject({ numerator: z.number().int().min(1), denominator: z.number().int().min(2) }).optional(),
    planned_status: z.number().int().min(1).max(255).optional(),
    sectoral_item_props: sectoralProps.optional(),
    wholesale: z.boolean().optional(),
    agent_info: agentInfo.optional(),
    supplier_info: supplierInfo.optional(),
    user_data: text(64).optional(),
    excise: money.optional(),
    country_code: z
      .string()
      .regex(/^\d{3}$/)
      .optional(),
    declaration_number: text(32).optional(),
  })
  .refine((value) => value.mark_quantity === undefined || value.measure === 0, { path: ['mark_quantity'] })
  .refine((value) => value.agent_info === undefined || value.supplier_info !== undefined, { path: ['supplier_info'] });

const head = {
  timestamp: dateTime,
  external_id: text(128),
  source_id: z.number().int().min(0).max(9).optional(),
  ism_optional: z.boolean().optional(),
  service: service.optional(),
};

const body = {
  company,
  items: z.array(item).min(1).max(100),
  payments,
  vats: vats.optional(),
  total: money,
  additional_check_props: text(16).optional(),
  additional_user_props: userProps.optional(),
  operating_check_props: z.strictObject({ name: z.literal('0'), value: text(64), timestamp: dateTime }).optional(),
  sectoral_check_props: sectoralProps.optional(),
  cashier: text(64).optional(),
  cashier_inn: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  device_number: text(20).optional(),
  internet: z.boolean().optional(),
  timezone: z.number().int().min(1).max(11).optional(),
  cashless_payments: cashlessPayments.optional(),
};

export const receiptV5 = z.strictObject({ ...head, receipt: z.strictObject({ client, ...body }) });

export const correctionV5 = z.strictObject({
  ...head,
  correction: z.strictObject({
    client: client.optional(),
    correction_info: z
      .strictObject({ type: z.enum(['self', 'instruction']), base_date: date, base_number: text(32).optional() })
      .refine((value) => value.type === 'self' || value.base_number !== undefined, { path: ['base_number'] }),
    ...body,
  }),
});
