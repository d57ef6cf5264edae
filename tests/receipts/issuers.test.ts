import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { costsOf } from '@installment-button/protocol/lines';
import fc from 'fast-check';
import { saveConnection, type Connection } from '../../packages/backend/src/connections/store.ts';
import { unreachable } from '../../packages/backend/src/connections/why-no-answer.ts';
import { NoAnswer } from '../../packages/backend/src/platform/outbound/call-neighbour.ts';
import { buildRefund, buildSale, type SaleKind } from '../../packages/backend/src/receipts/build-document.ts';
import { type RefundRequest, sharesOf } from '../../packages/backend/src/after-sale/refund-shares.ts';
import { allOf, lessRefund, returnedBy } from '../../packages/backend/src/receipts/left-to-refund.ts';
import { issuers } from '../../packages/backend/src/receipts/providers.ts';
import { rates, type ReceiptAnswer, type ReceiptRequest } from '../../packages/backend/src/receipts/receipt-request.ts';
import type { RefundShare } from '../../packages/backend/src/tables/after-sale.ts';
import type { DocumentContent } from '../../packages/backend/src/tables/receipt-content.ts';
import { openTestShop } from '../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { seller, startIssuers, units, type Provided } from './issuers.ts';

let backend: TestBackend;
let provided: Provided[];
const connections = new Map<string, Connection>();
before(async () => {
  backend = await startTestBackend();
  provided = await startIssuers();
  const { id: shopId } = await openTestShop(backend);
  for (const { name, values } of provided) {
    const { provider } = issuers.get(name) ?? assert.fail(name);
    const account = { shopId, provider: name, test: false };
    const connection = await backend.context.transaction((tx) => saveConnection(backend.context, tx, provider, account, values));
    connections.set(name, connection);
  }
});
after(async () => {
  for (const { standIn } of new Set(provided.map((each) => each))) await standIn.close().catch(() => undefined);
  await backend.close();
});

let count = 0;
const item = (price: number, quantity = 1, vat = '22', unit: (typeof units)[number] = 'piece', name = 'Чайник «Утро»') => ({
  ...{ id: `itm_${(count += 1)}`, name, price, quantity, unit, vendorCode: null, category: null, marking: null },
  ...{ vat: vat as never, lineTotal: 0, discountShare: 0 },
});
const costed = (items: ReturnType<typeof item>[], discount = 0) =>
  items.map((one, index) => ({ ...one, ...costsOf(items, discount)[index]! }));
const rules = { vat: null, bankMoney: 'electronic' } as const;

function requestOf(content: DocumentContent, inn: string, change: Partial<ReceiptRequest> = {}): ReceiptRequest {
  const ids = { id: `rcp_${(count += 1)}_${process.pid}`, shopId: 'shp_1', orderId: 'ord_1', externalId: null };
  const buyer = { email: 'buyer@buyer.example', phone: '+79000000001' };
  const of = { kind: 'sale', isReturn: false, reverses: null, currency: 'RUB', seller: { ...seller, inn }, buyer, at: new Date() } as const;
  return { ...ids, ...of, ...content, ...change };
}

/** Takes the steps of the outbound call until the document is out; what came of each. */
async function issue(name: string, request: ReceiptRequest, steps = 40): Promise<ReceiptAnswer[]> {
  const { issuer } = issuers.get(name) ?? assert.fail();
  const { values } = provided.find((each) => each.name === name) ?? assert.fail();
  const connection = connections.get(name) ?? assert.fail();
  const seen: ReceiptAnswer[] = [];
  let handle: string | null = null;
  for (let step = 0; step < steps; step += 1) {
    const answer: ReceiptAnswer = await issuer
      .issue(backend.context, { connection, values }, { request, handle, begunAt: new Date() })
      .catch((error: unknown) => {
        assert.ok(error instanceof NoAnswer, String(error));
        return { state: 'again', reason: error.code } as const;
      });
    seen.push(answer);
    if (answer.state === 'issued' || answer.state === 'refused' || answer.state === 'expired') break;
    if (answer.state === 'taken') handle = answer.handle;
    await pause(3);
  }
  return seen;
}

const names = ['atol-v4', 'atol-v5', 'cloudkassir', 'orangedata'];
const of = (name: string) => provided.find((each) => each.name === name) ?? assert.fail();
const recordsOf = (name: string, { id }: ReceiptRequest) =>
  of(name)
    .receipts()
    .filter(({ externalId }) => externalId === id);

for (const name of names) {
  describe(name, () => {
    test('«Проверить связь» really calls, and says what is wrong in words', async () => {
      const { provider } = issuers.get(name) ?? assert.fail();
      const check = (values: Record<string, string>) =>
        provider.check(backend.context, { shopId: 'shp_1', test: false, values }).catch(unreachable);
      assert.deepEqual(await check(of(name).values), { ok: true });
      const wrong = await check(of(name).wrong);
      assert.ok(!wrong.ok && wrong.detail.ru.length > 10, JSON.stringify(wrong));
      const nobody = await check({ ...of(name).values, address: 'http://127.0.0.1:9' });
      assert.ok(!nobody.ok && nobody.code === 'unreachable');
    });

    test('a sale and its refund are printed to the kopeck, the refund as income that comes back', async () => {
      const left = allOf(costed([item(33_34, 3), item(100_00, 2.5, '10', 'm')], 50_01));
      const sale = requestOf(buildSale('sale', left, rules, 0), of(name).inn);
      const last = (await issue(name, sale)).at(-1);
      assert.equal(last?.state, 'issued', JSON.stringify(last));
      const content = buildRefund(
        buildSale('sale', left, rules, 0),
        returnedBy(left, {
          shares: sharesOf(
            left.map((part) => part.item),
            [],
            { amount: 77_77 },
          ),
        }),
      );
      const refund = requestOf(content, of(name).inn, { kind: 'refund', isReturn: true, reverses: sale.id });
      assert.equal((await issue(name, refund)).at(-1)?.state, 'issued');
      const printed = [sale, refund].flatMap((request) => recordsOf(name, request));
      assert.deepEqual(
        printed.map(({ operation, totalKopecks, state }) => [operation, totalKopecks, state]),
        [
          ['income', sale.amount, 'done'],
          ['income-return', 77_77, 'done'],
        ],
      );
    });

    test('whatever goes wrong on the way, the document is printed once', async () => {
      for (const kind of of(name).faults) {
        for (const workDone of kind === 'expired-token' ? [false] : [false, true]) {
          const request = requestOf(buildSale('sale', allOf(costed([item(4_999_00)])), rules, 0), of(name).inn);
          of(name).add({ kind, workDone });
          const seen = await issue(name, request);
          assert.equal(seen.at(-1)?.state, 'issued', `${kind} ${workDone} ${JSON.stringify(seen)}`);
          assert.equal(recordsOf(name, request).length, 1, `${kind} ${workDone}`);
        }
      }
    });

    test('the same document asked for twice is printed once', async () => {
      const request = requestOf(buildSale('sale', allOf(costed([item(10_00)])), rules, 0), of(name).inn);
      await issue(name, request);
      assert.equal((await issue(name, request)).at(-1)?.state, 'issued');
      assert.equal(recordsOf(name, request).length, 1);
    });

    test('a refusal says why', async () => {
      const content = buildSale('sale', allOf(costed([item(10_00)])), rules, 0);
      const refused = requestOf({ ...content, payments: [{ type: 'electronic', sum: 9_00 }] }, of(name).inn);
      const last = (await issue(name, refused)).at(-1);
      assert.ok(last?.state === 'refused' && last.reason.length > 10, JSON.stringify(last));
    });

    test('every kind of document, and the bank’s money as a credit, is accepted', async () => {
      const left = allOf(costed([item(50_00), item(30_00, 1, '5'), item(20_00, 1, 'none')]));
      for (const kind of ['prepayment', 'credit', 'credit-payment', 'sale'] satisfies SaleKind[]) {
        for (const bankMoney of ['electronic', 'partial'] as const) {
          const request = requestOf(buildSale(kind, left, { vat: null, bankMoney }, 10_00), of(name).inn, { kind });
          const last = (await issue(name, request)).at(-1);
          assert.equal(last?.state, 'issued', `${kind} ${JSON.stringify(last)}`);
        }
      }
    });

    test('any items, discounts, rates and refunds add up to the kopeck in the body', async () => {
      // OrangeData prints 20 % and 22 % apart.
      const possible = rates.filter((rate) => name !== 'orangedata' || !rate.startsWith('20'));
      const anItem = fc.record({
        price: fc.integer({ min: 0, max: 2_000_000_00 }),
        quantity: fc.oneof(
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 1, max: 9_999 }).map((of) => of / 1000),
        ),
        vat: fc.constantFrom(...possible),
        unit: fc.constantFrom(...units),
      });
      const cart = fc.record({
        items: fc.array(anItem, { minLength: 1, maxLength: 8 }),
        off: fc.integer({ min: 0, max: 90 }),
        back: fc.array(fc.record({ by: fc.constantFrom('amount', 'items'), share: fc.integer({ min: 1, max: 100 }) }), { maxLength: 2 }),
      });
      await fc.assert(
        fc.asyncProperty(cart, async ({ items, off, back }) => {
          const plain = items.map(({ price, quantity, vat, unit }) => item(price, quantity, vat, unit));
          const total = costsOf(plain).reduce((sum, { lineTotal }) => sum + lineTotal, 0);
          const bought = costed(plain, Math.floor((total * off) / 100));
          let left = allOf(bought);
          const amount = left.reduce((sum, part) => sum + part.sum, 0);
          if (amount === 0 || amount > 40_000_000_00) return;
          const sale = buildSale('sale', left, rules, 0);
          let gone = 0;
          const refunds: { status: 'succeeded'; shares: RefundShare[] }[] = [];
          await printed(sale, amount, false);
          for (const { by, share } of back) {
            const rest = left.reduce((sum, part) => sum + part.sum, 0);
            const wanted = left.filter(({ quantity }) => quantity > 0).slice(0, 1);
            const sum = by === 'items' ? (wanted[0]?.sum ?? 0) : Math.max(1, Math.floor((rest * share) / 100));
            if (sum === 0 || sum > rest) continue;
            const wish: RefundRequest =
              by === 'items' ? { items: wanted.map(({ item: { id: itemId }, quantity }) => ({ itemId, quantity })) } : { amount: sum };
            const refund = { status: 'succeeded' as const, shares: sharesOf(bought, refunds, wish) };
            await printed(buildRefund(sale, returnedBy(left, refund)), sum, true);
            refunds.push(refund);
            left = lessRefund(left, refund);
            gone += sum;
            assert.ok(left.every((part) => part.sum >= 0 && part.quantity >= 0));
          }
          assert.equal(
            left.reduce((sum, part) => sum + part.sum, 0),
            amount - gone,
          );
        }),
        { numRuns: 25 },
      );

      async function printed(content: DocumentContent, amount: number, isReturn: boolean): Promise<void> {
        assert.equal(content.amount, amount);
        const request = requestOf(content, of(name).inn, isReturn ? { kind: 'refund', isReturn } : {});
        const last = (await issue(name, request)).at(-1);
        assert.equal(last?.state, 'issued', JSON.stringify([last, content]));
        const [record] = recordsOf(name, request);
        assert.deepEqual([record?.totalKopecks, record?.state], [amount, 'done']);
      }
    });
  });
}
