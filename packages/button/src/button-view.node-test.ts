import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ButtonProperties, type ButtonSituation, computeView } from './button-view.ts';
import { legal, plans } from './testing/plans.ts';

const nbsp = (text: string) => text.replaceAll('_', '\u00a0');

function viewOf(properties: Partial<ButtonProperties> = {}, situation: Partial<ButtonSituation> = {}) {
  return computeView(
    {
      product: 'installment',
      variant: 'filled',
      size: 'm',
      preview: true,
      unavailable: 'disable',
      required: false,
      session: null,
      language: 'ru',
      order: null,
      ...properties,
    },
    { amount: 4_999_000, currency: 'RUB', plans: { data: plans, legal }, disabled: false, ownPrice: false, ...situation },
  );
}

describe('with a plan that fits', () => {
  it('shows the lowest payment in the words of the language', () => {
    assert.equal(viewOf().payment, nbsp('от 4_166_₽ в месяц'));
    assert.equal(viewOf({ language: 'en' }).payment, 'from ₽4,166 a month');
  });

  it('shows no payment in size s, nor without preview', () => {
    assert.equal(viewOf({ size: 's' }).payment, '');
    assert.equal(viewOf({ preview: false }).payment, '');
    assert.equal(viewOf({ preview: false }).legal, '');
  });

  it('shows the text of the law in the language', () => {
    assert.equal(viewOf().legal, legal.ru);
    assert.equal(viewOf({ language: 'en' }).legal, legal.en);
  });
});

describe('while the tariff table loads', () => {
  const loading = { plans: undefined };

  it('keeps the places of the payment and of the text of the law, and waits', () => {
    const { payment, legal: text, className, available } = viewOf({}, loading);
    assert.equal(payment, 'от 416584 в месяц');
    assert.equal(text, ' ');
    assert.equal(className, 'filled m two-lines wait');
    assert.equal(available, true);
  });

  it('does not hide a price of the page', () => {
    assert.equal(viewOf({}, { ...loading, ownPrice: true }).className, 'filled m two-lines');
  });
});

it('without a tariff table the button is available and shows no payment', () => {
  const { available, payment, reason, legal: text } = viewOf({}, { plans: null });
  assert.deepEqual([available, payment, reason, text], [true, '', '', '']);
});

describe('when no plan fits', () => {
  it('names the nearest limit of the sum', () => {
    assert.equal(viewOf({}, { amount: 100_000 }).reason, nbsp('Для заказов от 3_000_₽'));
    assert.equal(viewOf({}, { amount: 9_000_000_000 }).reason, nbsp('Для заказов до 300_000_₽'));
  });

  it('names no limit of a product that the shop does not have', () => {
    assert.equal(
      viewOf({ product: 'credit' }, { plans: { data: plans.filter(({ product }) => product !== 'credit') } }).reason,
      'Сейчас недоступно',
    );
  });

  it('is off, and hidden only where the shop wants that', () => {
    const few = { amount: 100_000 };
    assert.deepEqual(pick(viewOf({}, few)), { available: false, hidden: false, className: 'filled m off' });
    assert.deepEqual(pick(viewOf({ unavailable: 'hide' }, few)), { available: false, hidden: true, className: 'filled m off' });
  });

  const pick = ({ available, hidden, className }: ReturnType<typeof viewOf>) => ({ available, hidden, className });
});

describe('for the form', () => {
  const id = 'ord_0000000000001';

  it('the value is the followed order, else the order of the session', () => {
    assert.equal(viewOf().value, null);
    assert.equal(viewOf({ session: `ses_ord_7_${'m'.repeat(32)}` }).value, 'ord_7');
    assert.equal(viewOf({ session: `ses_ord_7_${'m'.repeat(32)}`, order: { id, status: 'created' } }).value, id);
  });

  it('a required button is missing until the order is signed', () => {
    for (const [status, valueMissing] of [
      ['approved', true],
      ['signed', false],
      ['settled', false],
      ['canceled', true],
    ] as const) {
      assert.equal(viewOf({ required: true, order: { id, status } }).valueMissing, valueMissing, status);
    }
    assert.equal(viewOf({ required: true }).valueMissing, true);
    assert.equal(viewOf().valueMissing, false);
  });
});

it('what went wrong stands in place of the reason, and a click shows the ring', () => {
  assert.equal(viewOf({}, { failure: 'Нет связи', amount: 100_000 }).reason, 'Нет связи');
  assert.equal(viewOf({ preview: false }, { busy: true }).className, 'filled m busy');
});

it('a product that does not exist is an installment', () => {
  const lease = viewOf({ product: 'lease' as 'credit' });
  assert.equal(lease.label, 'Оформить в рассрочку');
});
