import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskPhone, normalizePhone } from './phone.ts';

test('every usual spelling of a mobile phone is the same phone', () => {
  for (const written of [
    '+79123456789',
    '+7 912 345-67-89',
    '+7 (912) 345-67-89',
    '8 (912) 345-67-89',
    '8-912-345-67-89',
    '89123456789',
    '79123456789',
    '9123456789',
    '912 345 67 89',
    '8.912.345.67.89',
    ' 8\u00a0912\u00a0345\u201167\u201189 ',
  ])
    assert.equal(normalizePhone(written), '+79123456789', written);
});

test('what is no Russian mobile phone is refused', () => {
  for (const written of [
    '',
    '+',
    '8 (495) 123-45-67',
    '+7 495 123-45-67',
    '+89123456789',
    '+9123456789',
    '+380912345678',
    '+1 912 345 6789',
    '912345678',
    '891234567890',
    '8 912 345-67-8O',
    '+7912345678९',
    '8 912 345 67 89 доб. 5',
    '00 7 912 345 67 89',
    '++79123456789',
    '8912345+6789',
  ])
    assert.equal(normalizePhone(written), null, written);
});

test('marks between the digits never matter', () => {
  const separator = fc.constantFrom('', ' ', '-', ' (', ') ', '.', '\u00a0', '–');
  fc.assert(
    fc.property(
      fc.constantFrom('+7', '7', '8', ''),
      fc.stringMatching(/^9\d{9}$/),
      fc.array(separator, { minLength: 10, maxLength: 10 }),
      (prefix, digits, separators) => {
        const written = prefix + [...digits].map((digit, index) => `${separators[index]}${digit}`).join('');
        assert.equal(normalizePhone(written), `+7${digits}`);
      },
    ),
  );
});

test('normalizing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), (written) => {
      const phone = normalizePhone(written);
      if (phone) assert.equal(normalizePhone(phone), phone);
    }),
  );
});

test('a masked phone shows the operator and two digits', () => {
  assert.equal(maskPhone('+79123456789'), '+7912*****89');
});
