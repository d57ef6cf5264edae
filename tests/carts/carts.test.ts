import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CartItem, Order, OrderItem } from '@installment-button/protocol';
import { amountOf, costsOf } from '@installment-button/protocol/lines';
import { maxItems, maxQuantity, units, vatRates } from '@installment-button/protocol/order';
import { maxAmount } from '@installment-button/protocol/values';
import fc from 'fast-check';
import { readCart } from '../../packages/button/src/cart.ts';
import { openBuyer } from '../../packages/backend/src/testing/buyer.ts';
import { startScriptedBank } from '../../packages/backend/src/testing/scripted-bank.ts';
import { openTestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { submitDirectly } from '../../packages/backend/src/testing/submit.ts';
import { openWebhookReceiver } from '../../packages/backend/src/testing/webhook-receiver.ts';
import { waitFor } from '../support/wait-for.ts';

/** `CARTS_SEED` repeats a run, `CARTS` changes the number of carts: at most 100, because a page may make 120 orders a minute. */
const seed = Number(process.env['CARTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env['CARTS'] ?? 40);

/** A whole number of any size up to the limit: each number of digits is as likely as another. */
const upTo = (max: number, min = 0) =>
  fc
    .integer({ min: 0, max: Math.floor(Math.log10(max)) })
    .chain((digits) => fc.integer({ min, max: Math.min(max, 10 ** (digits + 1) - 1) }));

const line: fc.Arbitrary<CartItem> = fc.record(
  {
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => /[\p{L}\p{N}]/u.test(name)),
    price: upTo(maxAmount),
    quantity: upTo(maxQuantity * 1000, 1).map((thousandths) => thousandths / 1000),
    unit: fc.constantFrom(...units),
    vendorCode: fc.integer({ min: 1, max: 1e9 }).map(String),
    vat: fc.constantFrom(...vatRates),
  },
  { requiredKeys: ['name', 'price', 'quantity'] },
);
/** Most carts are short; a few are as long as the contract allows. */
const lines = fc.oneof(
  { weight: 9, arbitrary: fc.array(line, { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(line, { minLength: 100, maxLength: maxItems }) },
);
const carts = lines
  .map(withinTheLimit)
  .filter((items) => amountOf(items) > 0)
  .chain((items) => fc.record({ items: fc.constant(items), discount: fc.oneof(fc.constant(0), upTo(amountOf(items) - 1 || 1)) }))
  .filter(({ items, discount }) => amountOf(items, discount) > 0);

/** Leaves out the lines with which the cart would cost more than an order may. */
function withinTheLimit(items: CartItem[]): CartItem[] {
  return items.reduce<CartItem[]>((kept, item) => (amountOf([...kept, item]) > maxAmount ? kept : [...kept, item]), []);
}

/** As a shop's template writes the cart: numbers as text, articles as numbers, fields of its own. */
const asWritten = (items: readonly CartItem[]) =>
  JSON.stringify(items.map((item) => ({ ...item, id: 'p-1', price: String(item.price), vendorCode: Number(item.vendorCode) || null })));

type Costs = Pick<OrderItem, 'lineTotal' | 'discountShare'>;
const costs = ({ amount, items }: { amount: number; items: readonly Costs[] }) => ({
  amount,
  lines: items.map(({ lineTotal, discountShare }) => ({ lineTotal, discountShare })),
});

test(
  `any cart costs the same in element, backend, session, gateway and webhook, to the kopeck (seed ${seed})`,
  { timeout: 240_000 },
  async (t) => {
    const bank = await startScriptedBank('ladoga', { minAmount: 1, maxAmount });
    // An offer on a few kopecks has no monthly payment.
    bank.decides = 'declined';
    const backend = await startTestBackend({ banks: [bank.config] });
    const receiver = await openWebhookReceiver();
    t.after(async () => {
      await backend.close();
      await Promise.all([bank.close(), receiver.close()]);
    });
    const shop = await openTestShop(backend);
    await shop.call('/v1/webhook-endpoints', { body: { url: receiver.url, types: ['order.created'] } });

    const costsTheSame = async ({ items, discount }: { items: CartItem[]; discount: number }) => {
      const expected = { amount: amountOf(items, discount), lines: costsOf(items, discount) };

      const cart = readCart({ items: asWritten(items), amount: null, discount: String(discount), currency: 'RUB' });
      assert.equal(cart?.amount, expected.amount, 'element');
      assert.deepEqual(costsOf(cart.items ?? [], cart.discount), expected.lines, 'element');

      const body = {
        product: 'installment',
        currency: cart.currency,
        items: cart.items,
        ...(cart.discount > 0 && { discount: cart.discount }),
      };
      const headers = { origin: shop.origin };
      const response = await shop.call('/v1/orders', { body, headers, key: shop.publishableKey });
      const order = (await response.json()) as Order & { session: string };
      assert.equal(response.status, 201, JSON.stringify(order));
      assert.deepEqual(costs(order), expected, 'backend');

      const session = (await (await openBuyer(backend, order).call('/v1/session')).json()) as { order: Order };
      assert.deepEqual(costs(session.order), expected, 'session');

      await submitDirectly(backend.context, order.id, ['ladoga']);
      // The bank of the tests refuses an application whose items do not add up to the amount.
      const file = await waitFor('the bank has the application', () => [...bank.files.values()][0]);
      assert.deepEqual(costs(file.request), expected, 'gateway');
      bank.files.clear();

      const { event } = await waitFor('the webhook came', () =>
        receiver.received.find((one) => 'order' in one.event.data && one.event.data.order.id === order.id),
      );
      assert.deepEqual(costs(event.data.order), expected, 'webhook');
    };
    await fc.assert(fc.asyncProperty(carts, costsTheSame), { seed, numRuns, endOnFailure: true });
  },
);
