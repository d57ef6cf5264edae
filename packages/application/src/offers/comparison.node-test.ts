import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Formats } from '../format/formats.ts';
import { offer, order } from '../testing/fixtures.ts';
import { ru } from '../texts/ru.ts';
import { ruLater } from '../texts/ru-later.ts';
import { comparison, offerName } from './comparison.ts';
import { bestOffer } from './sort-offers.ts';

const texts = { ...ru, ...ruLater };
const formats = new Formats('ru', 'RUB');
const asked = { ...order, term: 12 };

const exact = offer({ id: 'off_severny0001', bank: 'severny', product: 'installment', rate: 19.9, signing: ['sms'] });
const longer = offer({ id: 'off_onega000001', bank: 'onega', product: 'credit', rate: 24, signing: ['sms'] }, 18);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const sentence = (...offers: Parameters<typeof comparison>[0]) => plain(comparison(offers, asked, texts, formats));

test('the best offer has the asked product and term, though another costs less a month', () => {
  assert.ok(longer.monthlyPayment < exact.monthlyPayment);
  assert.equal(bestOffer([longer, exact], asked), exact);
});

test('among offers on other terms the best has the lowest overpayment', () => {
  const dear = offer({ id: 'off_volna000001', bank: 'volna', product: 'credit', rate: 29, signing: ['sms'] }, 12);
  assert.equal(bestOffer([longer, dear], { ...asked, product: 'installment' }), dear.totalPayment < longer.totalPayment ? dear : longer);
});

test('one sentence says in roubles what the lowest payment costs', () => {
  assert.equal(
    sentence(longer, exact),
    `Ровно ваши условия: «Северный», 0 ₽ переплаты. «Онега» на 831 ₽ в месяц меньше, но дороже на 10 030 ₽.`,
  );
});

test('where nobody offers the asked terms, it says so', () => {
  const credit = offer({ id: 'off_ladoga00001', bank: 'ladoga', product: 'credit', rate: 9.9, signing: ['sms'] });
  assert.match(sentence(credit, longer), /^Ваших условий никто не предложил\. Меньше всех переплата: «Ладога», /);
});

test('a single offer is compared with nothing', () => {
  assert.equal(sentence(exact), '');
});

test('two offers of one bank are told apart by product, or by term', () => {
  const credit = { ...longer, bank: exact.bank };
  assert.equal(offerName(exact, [exact, credit], texts), '«Северный» (рассрочка)');
  assert.equal(offerName(credit, [exact, credit], texts), '«Северный» (кредит)');
  const short = { ...credit, id: 'off_severny0003', term: 6 };
  assert.equal(offerName(short, [exact, credit, short], texts), '«Северный» (кредит на 6 месяцев)');
  assert.equal(offerName(exact, [exact, longer], texts), '«Северный»');
});
