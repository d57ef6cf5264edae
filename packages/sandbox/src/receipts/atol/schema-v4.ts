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

// v4, FFD 1.05. Unproven: that v4 refuses unknown keys as v5 does; this stand-in refuses them, because the register would drop them.

const paymentObjects = [
  ['commodity', 'excise', 'job', 'service', 'gambling_bet', 'gambling_prize', 'lottery', 'lottery_prize', 'intellectual_activity'],
  ['payment', 'agent_commission', 'composite', 'award', 'another', 'property_right', 'non-operating_gain', 'insurance_premium'],
  ['sales_tax', 'resort_fee', 'deposit', 'expense', 'pension_insurance_ip', 'pension_insurance', 'medical_insurance_ip'],
  ['medical_insurance', 'social_insurance', 'casino_payment'],
].flat();

/** Up to 32 bytes in hexadecimal with blanks, or a GS1 Data Matrix code with GTIN and serial number. */
const nomenclatureCode = z
  .string()
  .max(150)
  .regex(/^(([a-fA-F0-9]{2} ){0,31}[a-fA-F0-9]{2}|01\d{14}21[\x21-\x7e ]{13,132}|\d{14}[\x21-\x7e ]{15}|\d{13})$/);

const client = z
  .strictObject({
    email: email.optional(),
    phone: z
      .string()
      .max(64)
      .regex(/^\+?\d+$/)
      .optional(),
    name: text(256).optional(),
    inn: inn.optional(),
  })
  .refine((value) => value.email !== undefined || value.phone !== undefined);

const company = z.strictObject({
  email,
  sno: taxSystem.optional(),
  inn,
  payment_address: text(256),
  location: text(256).optional(),
});

const item = z.strictObject({
  name: text(128),
  price: money,
  quantity,
  sum: money,
  measurement_unit: text(16).optional(),
  payment_method: paymentMethod.optional(),
  payment_object: z.enum(paymentObjects).optional(),
  vat,
  nomenclature_code: nomenclatureCode.optional(),
  agent_info: agentInfo.optional(),
  supplier_info: supplierInfo.optional(),
  user_data: text(64).optional(),
  excise: money.optional(),
  country_code: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional(),
  declaration_number: text(32).optional(),
});

const head = {
  timestamp: dateTime,
  external_id: text(128),
  source_id: z.number().int().min(0).max(9).optional(),
  service: service.optional(),
};

export const receiptV4 = z.strictObject({
  ...head,
  receipt: z.strictObject({
    client,
    company,
    agent_info: agentInfo.optional(),
    supplier_info: supplierInfo.optional(),
    items: z.array(item).min(1).max(100),
    payments,
    vats: vats.optional(),
    total: money,
    additional_check_props: text(16).optional(),
    cashier: text(64).optional(),
    additional_user_props: userProps.optional(),
    device_number: text(20).optional(),
    internet: z.boolean().optional(),
    cashless_payments: cashlessPayments.optional(),
  }),
});

/** A correction of FFD 1.05 has neither items nor a total. */
export const correctionV4 = z.strictObject({
  ...head,
  correction: z
    .strictObject({
      client: client.optional(),
      company: company.extend({ email: email.optional() }),
      correction_info: z.strictObject({ type: z.enum(['self', 'instruction']), base_date: date, base_number: text(32) }),
      payments,
      vats,
      cashier: text(64).optional(),
      device_number: text(20).optional(),
      internet: z.boolean().optional(),
    })
    .refine((value) => !value.internet || value.client !== undefined, { path: ['client'] }),
});
