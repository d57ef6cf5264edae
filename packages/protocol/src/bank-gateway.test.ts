import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { bankConfigSchema, banksFileSchema } from './bank-config.ts';
import { bankAnswerSchema, bankCommandSchemas, bankDecisionCallbackSchema, bankEventSchema, bankSignatureSchema } from './bank-gateway.ts';
import { computeOffer } from './compute-offer.ts';
import { fieldErrors } from './problem.ts';

function refusals(schema: z.core.$ZodType, body: unknown): string[] {
  const result = z.safeParse(schema, body);
  return result.success ? [] : fieldErrors(result.error.issues, body).map(({ path, code }) => `${path} ${code}`);
}

const applicationId = 'app_12345678';
const offer = {
  id: 'bank-offer/1',
  product: 'installment',
  ...computeOffer({ product: 'installment', amount: 4_999_000, firstPayment: 0, term: 12, rate: 19.9, startDate: '2026-03-01' }),
  signing: ['sms'],
  validUntil: '2026-03-04T00:00:00Z',
};
const at = '2026-03-01T09:30:00.000Z';

test('a computed offer is an offer on the wire', () => {
  assert.deepEqual(refusals(bankAnswerSchema, { applicationId, decision: 'approved', offers: [offer] }), []);
  assert.deepEqual(refusals(bankDecisionCallbackSchema, { applicationId, action: 'decision', decision: 'approved', offers: [offer] }), []);
});

test('an answer may tell more than we ask, a request may not', () => {
  const more = { ...offer, insurance: 1 };
  assert.deepEqual(refusals(bankAnswerSchema, { applicationId, decision: 'approved', offers: [more], score: 1 }), []);
  assert.deepEqual(refusals(bankDecisionCallbackSchema, { applicationId, action: 'decision', decision: 'approved', offers: [more] }), [
    '/offers/0/insurance unknown_field',
  ]);
});

test('an approval without an offer is no answer', () => {
  assert.deepEqual(refusals(bankAnswerSchema, { applicationId, decision: 'approved', offers: [] }), ['/offers too_small']);
  assert.deepEqual(refusals(bankAnswerSchema, { applicationId, decision: 'approved' }), ['/offers required']);
  assert.deepEqual(refusals(bankAnswerSchema, { applicationId, decision: 'timeout' }), ['/decision invalid_value']);
});

test('a callback is final: pending is none', () => {
  assert.deepEqual(refusals(bankDecisionCallbackSchema, { applicationId, action: 'decision', decision: 'pending' }), [
    '/decision invalid_value',
  ]);
  assert.deepEqual(refusals(bankDecisionCallbackSchema, { applicationId, action: 'decision', decision: 'declined', reason: 'score' }), []);
});

test('a body of one action fits no other', () => {
  for (const [action, schema] of Object.entries(bankCommandSchemas)) {
    for (const other of Object.keys(bankCommandSchemas)) {
      const wrongAction = refusals(schema, { applicationId, action: other }).includes('/action invalid_value');
      assert.equal(wrongAction, action !== other, `${other} at ${action}`);
    }
  }
  assert.deepEqual(refusals(bankDecisionCallbackSchema, { applicationId, action: 'event', decision: 'declined' }), [
    '/action invalid_value',
  ]);
});

test('an event of a refund names it', () => {
  const event = { eventId: 'e-1', applicationId, action: 'event', at };
  assert.deepEqual(refusals(bankEventSchema, { ...event, type: 'signed' }), []);
  assert.deepEqual(refusals(bankEventSchema, { ...event, type: 'offer-withdrawn', offerId: 'bank-offer/1' }), []);
  assert.deepEqual(refusals(bankEventSchema, { ...event, type: 'refunded' }), ['/refundId required']);
  assert.deepEqual(refusals(bankEventSchema, { ...event, type: 'refund-failed', refundId: 'rfd_12345678', amount: 100 }), []);
  assert.deepEqual(refusals(bankEventSchema, { ...event, type: 'settled', at: '2026-03-01' }), ['/at invalid_format']);
});

test('the evidence of a signature covers the agreement', () => {
  const sms = { phoneMasked: '+7912*****89', codeSentAt: at, confirmedAt: at, address: '203.0.113.7' };
  const evidence = { agreementSha256: 'a'.repeat(64), at, sms };
  assert.deepEqual(refusals(bankSignatureSchema, { applicationId, action: 'signature', method: 'sms', evidence }), []);
  assert.deepEqual(refusals(bankSignatureSchema, { applicationId, action: 'signature', method: 'sms', evidence: { at, sms } }), [
    '/evidence/agreementSha256 required',
  ]);
});

test('the operator’s file of banks', () => {
  const secret = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
  const bank = {
    id: 'severny',
    name: 'Северный',
    url: 'https://bank.example/gateway',
    outSecrets: [secret],
    inSecrets: [secret],
    products: ['installment'],
    minAmount: 300_000,
    maxAmount: 50_000_000,
  };
  assert.deepEqual(refusals(banksFileSchema, [bank]), []);
  assert.deepEqual(
    refusals(bankConfigSchema, { ...bank, concurrency: 16, connector: 'gateway', bic: '044525974', reportsSettlement: false, test: true }),
    [],
  );
  assert.deepEqual(refusals(bankConfigSchema, { ...bank, id: 'Северный' }), ['/id invalid_format']);
  assert.deepEqual(refusals(bankConfigSchema, { ...bank, outSecrets: [] }), ['/outSecrets too_small']);
  assert.deepEqual(refusals(bankConfigSchema, { ...bank, outSecrets: ['secret'] }), ['/outSecrets/0 invalid_format']);
  assert.deepEqual(refusals(bankConfigSchema, { ...bank, conector: 'gateway' }), ['/conector unknown_field']);
  assert.deepEqual(refusals(banksFileSchema, [bank, bank]), [' invalid_value']);
});
