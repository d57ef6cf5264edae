import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceiptSettings } from '@installment-button/protocol/cabinet/receipts';
import { costsOf } from '@installment-button/protocol/lines';
import type { Row } from '../tables/schema.ts';
import { type RefundRequest, sharesOf } from '../after-sale/refund-shares.ts';
import { owedDocuments, type Owed } from './owed.ts';

const settings: ReceiptSettings = {
  ...{ inn: null, email: null, address: null, taxSystem: null, vat: '22' as const },
  ...{ order: 'by-order' as const, bankMoney: 'electronic' as const, handedOverAtConfirm: false },
};
const items = [
  { price: 10_00, quantity: 3 },
  { price: 70_01, quantity: 1 },
].map((line, index, all) => ({
  ...line,
  ...costsOf(all)[index]!,
  ...{ id: `itm_${index}`, name: `Товар ${index}`, unit: 'piece' as const, vendorCode: null, category: null, vat: null, marking: null },
}));

/** An order on its way: what happens next, and which documents follow. */
function story(order: ReceiptSettings['order'] = 'by-order') {
  const state = { status: 'confirmed', handedOverAt: null as Date | null };
  const receipts: Pick<Row<'receipts'>, 'id' | 'kind' | 'refundId' | 'content' | 'begunAt'>[] = [];
  const refunds: Row<'refunds'>[] = [];
  const look = ({ begun = true } = {}) => {
    const row = Object.assign({} as Row<'orders'>, { ...state, items, amount: 100_01, firstPayment: 0 });
    const owed = owedDocuments({ order: row, settings: { ...settings, order }, receipts, refunds });
    for (const { kind, refundId, content, replaces } of owed) {
      const known = receipts.find(({ id }) => id === replaces);
      if (known) Object.assign(known, { kind, content });
      else receipts.push({ id: `rcp_${receipts.length}`, kind, refundId, content, begunAt: begun ? new Date() : null });
    }
    return owed.map(brief);
  };
  const refund = (wish: RefundRequest) => {
    const shares = sharesOf(items, refunds, wish);
    refunds.push({ id: `rfd_${refunds.length}`, shares, status: 'succeeded' } as Row<'refunds'>);
  };
  return { state, look, refund, receipts };
}

const brief = ({ kind, content }: Owed) => {
  const rates = [...new Set(content.lines.map(({ vat }) => vat))];
  return [kind, content.amount, content.method, content.payments.map(({ type }) => type).join('+'), rates.join(' ')].join(' ');
};

test('money before the goods is a prepayment with the calculated rate, offset by a sale at the handover', () => {
  const { state, look } = story();
  assert.deepEqual(look(), []);
  state.status = 'settled';
  assert.deepEqual(look(), ['prepayment 10001 full_prepayment electronic 22/122']);
  assert.deepEqual(look(), [], 'asking twice changes nothing');
  state.handedOverAt = new Date();
  assert.deepEqual(look(), ['sale 10001 full_payment advance 22']);
  assert.deepEqual(look(), []);
});

test('goods before the money are a credit, paid by a credit payment', () => {
  const { state, look } = story();
  state.handedOverAt = new Date();
  assert.deepEqual(look(), ['credit 10001 credit credit 22']);
  state.status = 'settled';
  assert.deepEqual(look(), ['credit-payment 10001 credit_payment electronic none']);
  assert.deepEqual(look(), []);
});

test('both known before anybody was asked is one sale', () => {
  const { state, look, receipts } = story();
  state.handedOverAt = new Date();
  look({ begun: false });
  state.status = 'settled';
  assert.deepEqual(look(), ['sale 10001 full_payment electronic 22']);
  assert.deepEqual(
    receipts.map(({ kind }) => kind),
    ['sale'],
  );
});

test('by default there is one sale at the confirm, whatever follows', () => {
  const { state, look } = story('full');
  assert.deepEqual(look(), ['sale 10001 full_payment electronic 22']);
  state.status = 'settled';
  state.handedOverAt = new Date();
  assert.deepEqual(look(), []);
});

test('refunds reverse the last document, and a later document is over what is left', () => {
  const { state, look, refund } = story();
  state.status = 'settled';
  look();
  refund({ items: [{ itemId: 'itm_0', quantity: 2 }] });
  assert.deepEqual(look(), ['refund 2000 full_prepayment electronic 22/122']);
  state.handedOverAt = new Date();
  assert.deepEqual(look(), ['sale 8001 full_payment advance 22']);
  refund({ amount: 10_01 });
  assert.deepEqual(look(), ['refund 1001 full_payment advance 22']);
  assert.deepEqual(look(), []);
});

test('a refund before the first document has none: the document is over what is left', () => {
  const { state, look, refund } = story();
  refund({ items: [{ itemId: 'itm_0', quantity: 3 }] });
  assert.deepEqual(look(), []);
  state.status = 'settled';
  assert.deepEqual(look(), ['prepayment 7001 full_prepayment electronic 22/122']);
  assert.deepEqual(look(), []);
});

test('a cancel reverses the last document over all that is left, once', () => {
  const { state, look } = story('full');
  look();
  state.status = 'canceled';
  assert.deepEqual(look(), ['refund 10001 full_payment electronic 22']);
  assert.deepEqual(look(), []);
});
