import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenApplicantSchema, voluntaryData } from '@installment-button/protocol';
import { sharedData } from '../buyer-session/consent-texts.ts';
import { anApplicant } from '../testing/submit.ts';
import { applicantFor } from './wanted-data.ts';

const applicant = { ...anApplicant, email: 'anna@example.ru', snils: '112-233-445 95', inn: '500100732259' };
const whole = { ...applicant, employment: { ...applicant.employment, employer: 'ООО «Ромашка»', position: 'инженер' } };

test('a bank that names no wanted data gets the whole form', () => {
  assert.deepEqual(applicantFor({}, whole), whole);
  assert.deepEqual(applicantFor({ wants: [...voluntaryData] }, whole), whole);
});

test('data that a bank does not want are not sent, and the rest is a valid form', () => {
  const sent = applicantFor({ wants: ['snils'] }, whole);
  assert.deepEqual(provenApplicantSchema.parse(sent), sent);
  assert.equal(sent.snils, whole.snils);
  assert.deepEqual(
    [sent.email, sent.inn, sent.employment.employer, sent.employment.position],
    [undefined, undefined, undefined, undefined],
  );
  assert.equal(sent.employment.monthlyIncome, whole.employment.monthlyIncome);
});

test('data that the buyer did not give are not sent as empty', () => {
  assert.ok(!('snils' in applicantFor({}, { ...anApplicant })));
});

test('the consent names exactly the data that are sent', () => {
  assert.ok(sharedData('ru', {}).includes('ИНН'));
  const modest = sharedData('ru', { wants: ['email'] });
  assert.ok(modest.includes('электронная почта') && modest.includes('телефон'));
  assert.ok(!modest.includes('СНИЛС') && !modest.includes('ИНН') && !modest.includes('место работы и должность'));
  assert.equal(sharedData('en', { wants: ['email'] }).length, modest.length);
});
