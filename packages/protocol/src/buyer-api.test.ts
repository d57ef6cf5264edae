import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { applicantDraftSchema } from './applicant.ts';
import { askPhoneCodeSchema, provePhoneSchema, startSigningSchema, submitSchema } from './buyer-api.ts';
import { fieldErrors } from './problem.ts';
import { draftSchema, sessionSchema } from './session-view.ts';

function refusals(schema: z.core.$ZodType, body: unknown): string[] {
  const result = z.safeParse(schema, body);
  return result.success ? [] : fieldErrors(result.error.issues, body).map(({ path, code }) => `${path} ${code}`);
}

const submit = {
  applicant: {
    lastName: 'Иванова',
    firstName: 'Анна',
    birthDate: '1990-05-10',
    birthPlace: 'гор. Тверь',
    passport: { series: '4510', number: '123456', issuedAt: '2010-06-01', issuedBy: 'ОВД «Мещанское»', departmentCode: '770-001' },
    registrationAddress: 'г. Тверь, ул. Мира, д. 1',
    employment: { kind: 'employed', monthlyIncome: 9_000_000 },
  },
  term: 12,
  banks: ['severny', 'ladoga'],
  consents: [
    { kind: 'personal-data', bankId: 'severny', version: '1' },
    { kind: 'personal-data', bankId: 'ladoga', version: '1' },
    { kind: 'credit-history', version: '1' },
  ],
};

test('the form as the page sends it is taken', () => {
  assert.deepEqual(refusals(submitSchema, submit), []);
  assert.deepEqual(refusals(submitSchema, { ...submit, firstPayment: 0 }), []);
});

test('a form with something wrong names it', () => {
  const { applicant } = submit;
  assert.deepEqual(refusals(submitSchema, { ...submit, phone: '+79123456789' }), ['/phone unknown_field'], 'the phone is the proven one');
  assert.deepEqual(refusals(submitSchema, { ...submit, banks: [] }), ['/banks too_small']);
  assert.deepEqual(refusals(submitSchema, { ...submit, banks: ['ladoga', 'ladoga'] }), ['/banks duplicate']);
  assert.deepEqual(refusals(submitSchema, { ...submit, consents: [{ kind: 'marketing', version: '1' }] }), [
    '/consents/0/kind invalid_value',
  ]);
  assert.deepEqual(refusals(submitSchema, { ...submit, consents: [{ kind: 'personal-data', version: '1' }] }), [
    '/consents/0/bankId required',
  ]);
  assert.deepEqual(refusals(submitSchema, { ...submit, applicant: { ...applicant, birthDate: '1990-02-30' } }), [
    '/applicant/birthDate invalid_format',
  ]);
  assert.deepEqual(
    refusals(submitSchema, { ...submit, applicant: { ...applicant, passport: { ...applicant.passport, series: '45 10' } } }),
    ['/applicant/passport/series invalid_format'],
  );
  assert.deepEqual(
    refusals(submitSchema, { ...submit, applicant: { ...applicant, employment: { kind: 'employed', monthlyIncome: 1.5 } } }),
    ['/applicant/employment/monthlyIncome invalid_type'],
  );
});

test('a draft holds what is typed so far, but no book', () => {
  assert.deepEqual(refusals(draftSchema, { applicant: {} }), []);
  assert.deepEqual(
    refusals(draftSchema, {
      applicant: { lastName: 'И', birthDate: '10.0', passport: { series: '4' }, employment: { monthlyIncome: '90 0' } },
      step: 'form',
    }),
    [],
  );
  assert.deepEqual(refusals(draftSchema, {}), ['/applicant required']);
  assert.deepEqual(refusals(draftSchema, { applicant: { lastName: 'я'.repeat(101) } }), ['/applicant/lastName too_big']);
  assert.deepEqual(refusals(draftSchema, { applicant: { height: 180 } }), ['/applicant/height unknown_field']);
  assert.deepEqual(refusals(draftSchema, { applicant: { passport: { scan: 'x' } } }), ['/applicant/passport/scan unknown_field']);
});

test('the draft knows every field of the form', () => {
  const fields = (schema: z.core.$ZodType): string[] => {
    const shape = (node: { properties?: Record<string, unknown> }, at = ''): string[] =>
      Object.entries(node.properties ?? {}).flatMap(([name, inner]) => [
        `${at}/${name}`,
        ...shape(inner as { properties?: Record<string, unknown> }, `${at}/${name}`),
      ]);
    const { $defs } = z.toJSONSchema(schema, { io: 'input' }) as { $defs: Record<string, { properties?: Record<string, unknown> }> };
    return shape(Object.values($defs)[0]!).sort();
  };
  assert.ok(fields(applicantDraftSchema).includes('/passport/departmentCode'));
  assert.deepEqual(fields(applicantDraftSchema), fields(submitSchema.shape.applicant));
});

test('a code has six digits and a phone any spelling', () => {
  assert.deepEqual(refusals(askPhoneCodeSchema, { phone: '8 (912) 345-67-89', embeddedIn: 'https://shop.example' }), []);
  assert.deepEqual(refusals(askPhoneCodeSchema, { phone: '8', embeddedIn: 'https://shop.example/path' }), ['/embeddedIn invalid_format']);
  assert.deepEqual(refusals(provePhoneSchema, { phone: '89123456789', code: '12345' }), ['/code invalid_format']);
  assert.deepEqual(refusals(provePhoneSchema, { phone: '89123456789', code: '१२३४५६' }), ['/code invalid_format']);
});

test('each way of signing takes its own fields', () => {
  assert.deepEqual(refusals(startSigningSchema, { method: 'sms' }), []);
  assert.deepEqual(refusals(startSigningSchema, { method: 'self-id' }), []);
  assert.deepEqual(refusals(startSigningSchema, { method: 'meeting' }), ['/slotId required', '/address required']);
  assert.deepEqual(refusals(startSigningSchema, { method: 'sms', slotId: '1' }), ['/slotId unknown_field']);
  assert.deepEqual(refusals(startSigningSchema, {}), ['/method required']);
  assert.deepEqual(refusals(startSigningSchema, { method: 'pigeon' }), ['/method invalid_value']);
});

test('the view of the session token carries nothing of the person, even where the server passes more', () => {
  const summary = {
    phoneConfirmed: false,
    plans: [{ product: 'installment', term: 12, rate: 0, minAmount: 300_000, maxAmount: 50_000_000 }],
    order: {
      id: 'ord_12345678',
      externalId: null,
      product: 'installment',
      amount: 4_999_000,
      currency: 'RUB',
      items: [
        {
          ...{ id: 'itm_12345678', name: 'Холодильник', price: 4_999_000, quantity: 1, unit: 'piece' },
          ...{ lineTotal: 4_999_000, discountShare: 0, vendorCode: null, category: null, vat: null, marking: null },
        },
      ],
      discount: 0,
      term: null,
      status: 'created',
      previousStatus: null,
      statusAt: '2026-03-01T09:30:00.000Z',
      sequence: 1,
      refundedAmount: 0,
      test: true,
      shop: { name: 'Тёплый дом', logo: null, accent: '#0f5c4a', radius: 10, origins: ['https://shop.example'] },
      successor: null,
    },
  };
  assert.deepEqual(z.parse(sessionSchema, summary), summary);
  assert.deepEqual(z.parse(sessionSchema, { ...summary, draft: { applicant: { lastName: 'Иванова' } }, offers: [] }), summary);
});
