import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plansSchema } from '@installment-button/protocol';
import { aBank, openTestShop } from '../testing/shop.ts';
import { startTestBackend } from '../testing/start-backend.ts';
import { legalTexts } from './legal.ts';
import { fittingBanks, limitsOf, plansFor, plansForAmount } from './plans.ts';

const banks = (...list: ReturnType<typeof aBank>[]) => ({ banks: new Map(list.map((bank) => [bank.id, bank])) });
const credit = (rate: number, minAmount: number, maxAmount: number, term = 12) => ({
  product: 'credit' as const,
  term,
  rate,
  minAmount,
  maxAmount,
});

test('every sum has the lowest rate of all banks, in as few rows as possible', () => {
  const context = banks(
    aBank({ id: 'wide', minAmount: 100, maxAmount: 1000, plans: [credit(20, 100, 1000)] }),
    aBank({ id: 'cheap', minAmount: 100, maxAmount: 1000, plans: [credit(10, 400, 600)] }),
    aBank({ id: 'same', minAmount: 100, maxAmount: 2000, plans: [credit(20, 900, 2000)] }),
  );
  assert.deepEqual(plansFor(context, { test: false }), [credit(20, 100, 399), credit(10, 400, 600), credit(20, 601, 2000)]);
});

test('a plan keeps to the limits of its bank, and an installment costs the buyer no interest', () => {
  const context = banks(
    aBank({
      minAmount: 500,
      maxAmount: 700,
      products: ['installment'],
      plans: [{ ...credit(30, 100, 1000), product: 'installment' }, credit(20, 100, 1000)],
    }),
  );
  assert.deepEqual(plansFor(context, { test: false }), [{ product: 'installment', term: 12, rate: 0, minAmount: 500, maxAmount: 700 }]);
});

test('live and test banks are kept apart', () => {
  const context = banks(
    aBank({ plans: [credit(20, 300_000, 500_000)] }),
    aBank({ id: 'trial', test: true, plans: [credit(5, 300_000, 500_000)] }),
  );
  assert.deepEqual(
    plansFor(context, { test: true }).map(({ rate }) => rate),
    [5],
  );
  assert.deepEqual(
    plansFor(context, { test: false }).map(({ rate }) => rate),
    [20],
  );
  assert.deepEqual(
    fittingBanks(context, { test: true, product: 'credit', amount: 300_000 }).map(({ id }) => id),
    ['trial'],
  );
  assert.deepEqual(limitsOf(context, { test: true, product: 'credit' }), [{ minAmount: 300_000, maxAmount: 50_000_000 }]);
});

test('with a sum the table has only the plans that fit it, the lowest payment first', () => {
  const context = banks(
    aBank({
      minAmount: 1,
      maxAmount: 1_000_000,
      plans: [credit(0, 1, 1_000_000, 3), credit(24, 1, 1_000_000, 24), credit(10, 1, 9999, 36)],
    }),
  );
  assert.deepEqual(
    plansForAmount(context, { test: false, amount: 10_000 }).map(({ term, monthlyPayment }) => [term, monthlyPayment]),
    [
      [24, 529],
      [3, 3334],
    ],
  );
});

test('the table is public, is cached by its ETag, and states the range of the full cost', async () => {
  const backend = await startTestBackend({ banks: [aBank(), aBank({ id: 'trial', test: true, plans: [] })] });
  try {
    const shop = await openTestShop(backend);
    const ask = (query: string, headers: Record<string, string> = {}) => fetch(`${backend.url}/v1/plans?${query}`, { headers });
    const response = await ask(`shop=${shop.publishableKey}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('cache-control'), 'public, max-age=300');
    const { data, legal } = plansSchema.parse(await response.json());
    assert.deepEqual(
      data.map(({ product, term }) => [product, term]),
      [
        ['installment', 6],
        ['installment', 12],
        ['credit', 12],
      ],
    );
    assert.equal(data[0]?.monthlyPayment, undefined);
    assert.equal(legal.ru, 'Кредит выдаёт банк. Полная стоимость кредита — 24,000\u00a0%. Оценивайте свои финансовые возможности и риски');
    assert.match(legal.en, /^A bank grants the credit\. Its full cost is 24\.000%\. /);

    const etag = response.headers.get('etag') ?? '';
    const again = await ask(`shop=${shop.publishableKey}`, { 'if-none-match': `"other", W/${etag}` });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    assert.equal(again.headers.get('etag'), etag);

    const fitting = plansSchema.parse(await (await ask(`shop=${shop.publishableKey}&product=credit&amount=10000000`)).json());
    assert.deepEqual(
      fitting.data.map(({ monthlyPayment }) => monthlyPayment),
      [945_596],
    );
    const none = plansSchema.parse(await (await ask(`shop=${shop.publishableKey}&amount=100`)).json());
    assert.deepEqual(none.data, []);

    const unknown = await ask(`shop=pk_live_${'0'.repeat(48)}`);
    assert.equal(unknown.status, 404);
    assert.equal(unknown.headers.get('access-control-allow-origin'), '*');
    assert.equal(((await unknown.json()) as { code: string }).code, 'shop_unknown');
    assert.equal((await ask(`shop=${shop.secretKey}`)).status, 422);
    assert.equal((await ask(`shop=${shop.publishableKey}&amount=-1`)).status, 422);
  } finally {
    await backend.close();
  }
});

test('the range of the full cost spans the banks, and an installment says who pays the interest', () => {
  const of = (...rates: number[]) => rates.map((rate) => ({ ...credit(rate, 300_000, 50_000_000), product: 'installment' as const }));
  assert.match(
    legalTexts(of(19.9, 24)).ru,
    /^Кредит выдаёт банк, проценты платит магазин\. Полная стоимость кредита — 19,\d{3}–24,\d{3}\u00a0%\. /,
  );
  assert.match(legalTexts(of(0)).ru, /банк укажет в предложении/);
  assert.match(legalTexts([]).en, /^A bank grants the credit\. The bank states/);
});
