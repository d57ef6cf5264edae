import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Order, Refund, SessionDetail } from '@installment-button/protocol';
import { lenderProviders } from './lenders.ts';
import { lenderRequest } from './lender-connector.ts';
import { noticeAddress } from './notice-address.ts';
import { findConnection, saveConnection } from '../../connections/store.ts';
import { openBuyer, type TestBuyer } from '../../testing/buyer.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { openMember } from '../../testing/member.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { anApplicant } from '../../testing/submit.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { dolyameCase, formaCase, yandexCase, type LenderCase } from './testing/lender-cases.ts';

let yandexCallback = '';
const lenders: [string, () => Promise<LenderCase>][] = [
  ['T-Bank forma', formaCase],
  ['Dolyame', dolyameCase],
  ['Yandex Split', () => yandexCase(() => yandexCallback)],
];

for (const [name, start] of lenders) {
  describe(name, () => {
    let lender: LenderCase;
    let backend: TestBackend;
    let shop: TestShop;

    before(async () => {
      lender = await start();
      backend = await startTestBackend({ banks: [lender.bank] });
      shop = await openTestShop(backend);
    });
    after(async () => {
      await backend.close();
      await lender.close();
    });

    const connect = () =>
      backend.context.transaction(async (tx) => {
        const provider = lenderProviders.find((each) => each.name === lender.bank.connector) ?? assert.fail();
        const account = { shopId: shop.id, provider: provider.name, test: false };
        const { id } = await saveConnection(backend.context, tx, provider, account, lender.values);
        if (name === 'Yandex Split') yandexCallback = noticeAddress(backend.context, id);
      });

    /** An order that is at the lender, whose buyer has its offer. */
    async function asked(price = 4_999_000): Promise<{ order: Order; buyer: TestBuyer; id: string; seen: SessionDetail }> {
      const order = await shop.createOrder({ items: [{ name: 'Холодильник', price, quantity: 1 }] });
      const buyer = openBuyer(backend, order);
      await buyer.submits([lender.bank.id]);
      const seen = await buyer.waitsFor('the offer', ({ redirectOffers }) => (redirectOffers?.length ?? 0) > 0);
      const [application] = await backend.context.sql.selectFrom('bankApplications').select('id').where('orderId', '=', order.id).execute();
      return { order, buyer, id: application?.id ?? assert.fail(), seen };
    }

    /** The buyer chooses it and goes to the lender's page. */
    async function goes({ buyer, seen }: Awaited<ReturnType<typeof asked>>): Promise<SessionDetail> {
      const offerId = seen.redirectOffers?.[0]?.id;
      const chosen = await buyer.call('/v1/session/select', { body: { offerId } });
      assert.equal(chosen.status, 202, await chosen.text());
      const started = await buyer.call('/v1/session/signing', { body: { method: 'redirect' } });
      assert.equal(started.status, 202);
      const { state, url } = (await started.json()) as { state: string; url: string };
      assert.deepEqual([state, url.startsWith('https://')], ['redirected', true]);
      return buyer.sees();
    }

    const read = async (id: string) => (await (await shop.call(`/v1/orders/${id}`)).json()) as Order;
    const becomes = (id: string, status: Order['status'], limitMs = 20_000) =>
      waitFor(`${status}`, async () => (await read(id)).status === status, limitMs);

    test('without an account of the shop its orders are not offered there, and a checked account opens it', async () => {
      const before = await shop.call('/v1/orders', {
        body: { product: 'installment', currency: 'RUB', items: [{ name: 'Стул', price: 500_000, quantity: 1 }] },
      });
      assert.equal(before.status, 422);
      const head = await openMember(backend, shop.id, 'head');
      const path = `/connections/${lender.bank.connector}/live`;
      const wrong = Object.fromEntries(
        Object.entries(lender.values).map(([key, value]) => [key, /password|apiKey/i.test(key) ? 'wrong' : value]),
      );
      const refused = await head.gets<{ failure: { ru: string } | null }>(path, { method: 'PUT', body: { values: wrong } });
      assert.match(refused.failure?.ru ?? '', /не принял/);
      const accepted = await head.gets<{ failure: unknown }>(path, { method: 'PUT', body: { values: lender.values } });
      assert.equal(accepted.failure, null);
      await connect();
    });

    test('the offer says what is known and null for the rest, and the order is neither approved nor rejected meanwhile', async () => {
      const { seen, order, id } = await asked();
      const [offer] = seen.redirectOffers ?? [];
      assert.deepEqual([offer?.monthlyPayment, offer?.rate, offer?.signing], [null, null, ['redirect']]);
      if (name === 'Dolyame') assert.deepEqual([offer?.schedule?.length, offer?.totalPayment], [4, 4_999_000]);
      assert.deepEqual(
        seen.decisions.map(({ decision }) => decision),
        ['offered'],
      );
      assert.equal((await read(order.id)).status, 'submitted');
      assert.deepEqual(
        lender.orders().filter((each) => each === id),
        [id],
      );
      const [bank] = seen.banks;
      assert.deepEqual([bank?.redirects, bank?.legalKind], [true, lender.bank.legalKind]);
    });

    test('the lender gets no more of the form than the consent names', async () => {
      const { id, seen } = await asked();
      const { exchanges } = lender.standIn;
      const sent = exchanges
        .filter(({ operation, body }) => operation === 'create' && body.includes(id))
        .map(({ body }) => body)
        .join();
      for (const secret of [anApplicant.passport.number, anApplicant.birthPlace, '1990-05-17', 'Лесная'])
        assert.ok(!sent.includes(secret), secret);
      assert.deepEqual(Object.keys(lenderRequest(anApplicant, 6).buyer).sort(), ['firstName', 'lastName', 'middleName', 'phone']);
      assert.ok(!seen.banks[0]?.data.join().includes('паспорт'));
    });

    test('the whole way: chosen, signed on the lender’s page, confirmed there', async () => {
      const at = await asked();
      const chosen = await goes(at);
      assert.equal(chosen.order.status, 'submitted');
      lender.move(at.id, 'signed');
      await becomes(at.order.id, 'signed');
      const signed = await read(at.order.id);
      assert.deepEqual([signed.bank?.id, signed.offer?.monthlyPayment, signed.agreement], [lender.bank.id, null, null]);
      assert.equal((await shop.call(`/v1/orders/${at.order.id}/confirm`, { method: 'POST' })).status, 202);
      await becomes(at.order.id, 'confirmed');
      assert.equal(lender.statusOf(at.id), 'committed');
    });

    test('its no before the signature rejects the order that has nobody else', async () => {
      const at = await asked();
      await goes(at);
      lender.move(at.id, 'declined');
      await becomes(at.order.id, 'rejected');
    });

    test('a shop’s cancel reaches the lender, before and after the signature', async () => {
      for (const signs of [false, true]) {
        const at = await asked();
        await goes(at);
        if (signs) {
          lender.move(at.id, 'signed');
          await becomes(at.order.id, 'signed');
        } else if (name === 'T-Bank forma') lender.move(at.id, 'approved');
        assert.equal((await shop.call(`/v1/orders/${at.order.id}/cancel`, { method: 'POST' })).status, 202);
        await becomes(at.order.id, 'canceled');
        await waitFor('the cancel there', () => ['canceled', 'FAILED'].includes(lender.statusOf(at.id)));
      }
    });

    test('a contract that the lender ends is ended here', async () => {
      const at = await asked();
      await goes(at);
      lender.move(at.id, 'signed');
      await becomes(at.order.id, 'signed');
      lender.move(at.id, 'canceled');
      await becomes(at.order.id, 'canceled', 30_000);
      assert.equal((await read(at.order.id)).canceled?.by, 'bank');
    });

    test('notices that are lost, doubled or early change nothing that a look does not find', async () => {
      lender.standIn.faults.clear();
      lender.standIn.faults.add({ kind: 'lost-notice', times: 10 });
      const lost = await asked();
      await goes(lost);
      lender.move(lost.id, 'signed');
      await becomes(lost.order.id, 'signed', 30_000);
      lender.standIn.faults.clear();
      lender.standIn.faults.add({ kind: 'duplicate-notice', times: 10 });
      const doubled = await asked();
      await goes(doubled);
      lender.move(doubled.id, 'approved');
      lender.move(doubled.id, 'signed');
      await becomes(doubled.order.id, 'signed');
      await lender.settled();
      const events = await backend.context.sql.selectFrom('events').select('type').where('orderId', '=', doubled.order.id).execute();
      assert.equal(events.filter(({ type }) => type === 'order.signed').length, 1);
      lender.standIn.faults.clear();
    });

    test('a create whose answer is lost makes one order there', async () => {
      for (const kind of ['reset', 'server-error', 'html'] as const) {
        lender.standIn.faults.add({ kind, on: 'create', workDone: true });
        const { id } = await asked();
        assert.equal(lender.orders().filter((each) => each === id).length, 1, kind);
        assert.deepEqual(lender.standIn.faults.waiting, []);
      }
    });

    test('a commit whose answer is lost is not made twice', async () => {
      const at = await asked();
      await goes(at);
      lender.move(at.id, 'signed');
      await becomes(at.order.id, 'signed');
      lender.standIn.faults.add({ kind: 'reset', on: name === 'Yandex Split' ? 'capture' : 'commit', workDone: true });
      await shop.call(`/v1/orders/${at.order.id}/confirm`, { method: 'POST' });
      await becomes(at.order.id, 'confirmed');
      assert.equal(lender.statusOf(at.id), 'committed');
    });

    test('a refund goes to the lender once, or the refusal says that it has no call for it', async () => {
      const at = await asked();
      await goes(at);
      lender.move(at.id, 'signed');
      await becomes(at.order.id, 'signed');
      await shop.call(`/v1/orders/${at.order.id}/confirm`, { method: 'POST' });
      await becomes(at.order.id, 'confirmed');
      const { items } = await read(at.order.id);
      await backend.context.sql.updateTable('orders').set({ status: 'settled' }).where('id', '=', at.order.id).execute();
      if (lender.refunded) lender.standIn.faults.add({ kind: 'reset', on: 'refund', workDone: true });
      const response = await shop.call(`/v1/orders/${at.order.id}/refunds`, { body: { items: [{ itemId: items[0]?.id, quantity: 1 }] } });
      if (!lender.refunded) {
        assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [409, 'refund_not_supported']);
        return;
      }
      assert.equal(response.status, 201);
      const { id } = (await response.json()) as Refund;
      await waitFor('the refund there', () => {
        lender.finishRefunds(at.id);
        return lender.refunded?.(at.id) === 4_999_000;
      });
      await waitFor('the refund here', async () => {
        const { data } = (await (await shop.call(`/v1/orders/${at.order.id}/refunds`)).json()) as { data: Refund[] };
        return data.find((refund) => refund.id === id)?.status === 'succeeded';
      });
      assert.equal(lender.refunded(at.id), 4_999_000);
    });

    test('a stranger’s notice is refused, and one about nobody’s order does nothing', async () => {
      const connection = await findConnection(backend.context.sql, { shopId: shop.id, provider: lender.bank.connector ?? '', test: false });
      const address = `/v1/lenders/${connection?.id ?? ''}/${'0'.repeat(32)}`;
      assert.equal((await fetch(backend.url + address, { method: 'POST', body: '{}' })).status, 404);
      const right = noticeAddress(backend.context, connection?.id ?? '');
      assert.equal((await fetch(right, { method: 'POST', body: 'no notice' })).status, 400);
      if (name === 'Yandex Split') {
        const forged = ['{"alg":"ES256","kid":"x"}', '{"merchantId":"m","order":{"orderId":"o"}}', 'x'].map((part) =>
          Buffer.from(part).toString('base64url'),
        );
        assert.equal((await fetch(`${right}/v1/webhook`, { method: 'POST', body: forged.join('.') })).status, 400);
      } else assert.equal((await fetch(right, { method: 'POST', body: '{"id":"app_unknown"}' })).status, 200);
    });
  });
}
