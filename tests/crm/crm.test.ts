import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  startAmoCrm,
  startBitrix24,
  startRetailCrm,
  type Fault,
  type FaultKind,
  type StandIn,
} from '@installment-button/sandbox/neighbours';
import type { Provider, Values } from '../../packages/backend/src/connections/provider.ts';
import { findConnectionById, saveConnection, type Connection } from '../../packages/backend/src/connections/store.ts';
import { unreachable } from '../../packages/backend/src/connections/why-no-answer.ts';
import type { Context } from '../../packages/backend/src/context.ts';
import { CrmFailure, type Deal, type SyncAnswer } from '../../packages/backend/src/integrations/crm/crm-sync.ts';
import { crmProviders, crmSyncs } from '../../packages/backend/src/integrations/crm/sync-deal.ts';
import { NoAnswer } from '../../packages/backend/src/platform/outbound/call-neighbour.ts';
import { openTestShop } from '../../packages/backend/src/testing/shop.ts';
import { waitFor } from '../../packages/backend/src/testing/wait-for.ts';
import { startTestBackend, type TestBackend } from '../../packages/backend/src/testing/start-backend.ts';

interface Crm {
  name: string;
  standIn: StandIn;
  values: Values;
  wrong: Values;
  mapping: Record<string, string>;
  faults: FaultKind[];
  add(fault: Fault): void;
  /** What the CRM's people see of a key. */
  deals(key: string): { amount: number; stage: string }[];
  contacts(): number;
}

let backend: TestBackend;
let crms: Crm[];
const connections = new Map<string, Connection>();
before(async () => {
  backend = await startTestBackend();
  const { id: shopId } = await openTestShop(backend);
  const bitrix = await startBitrix24({ capacity: 10_000 });
  const amo = await startAmoCrm({ requestsPerSecond: 10_000 });
  const retail = await startRetailCrm();
  crms = [
    {
      name: 'bitrix24',
      standIn: bitrix,
      values: { webhook: bitrix.webhookUrl },
      wrong: { webhook: bitrix.webhookUrl.replace('sandboxcode', 'wrongcode') },
      mapping: {},
      faults: ['unavailable', 'server-error', 'html', 'reset', 'too-many-requests'],
      add: (fault) => bitrix.faults.add(fault),
      deals: (key) =>
        bitrix.portal.deals
          .filter(({ originId }) => originId === key)
          .map(({ opportunity, stageId }) => ({ amount: opportunity, stage: stageId })),
      contacts: () => bitrix.portal.contacts.length,
    },
    {
      name: 'amocrm',
      standIn: amo,
      values: { address: amo.url, token: 'sandbox-long-lived-token' },
      wrong: { address: amo.url, token: 'wrong' },
      mapping: {},
      faults: ['server-error', 'html', 'reset', 'too-many-requests'],
      add: (fault) => amo.faults.add(fault),
      deals: (key) =>
        amo.account.leads
          .filter(({ name }) => name.includes(key.slice(-8)))
          .map(({ price, status_id: stage }) => ({ amount: price, stage: String(stage) })),
      contacts: () => amo.account.contacts.length,
    },
    {
      name: 'retailcrm',
      standIn: retail,
      values: { address: retail.url, key: 'sandbox-key' },
      wrong: { address: retail.url, key: 'wrong' },
      mapping: { 'payment-type': 'installment' },
      faults: ['unavailable', 'server-error', 'html', 'reset', 'too-many-requests'],
      add: (fault) => retail.faults.add(fault),
      deals: (key) =>
        retail.account.orders
          .filter(({ externalId }) => externalId === key)
          .map(({ payments, status }) => ({ amount: payments.reduce((sum, { amount }) => sum + amount, 0), stage: status })),
      contacts: () => 1,
    },
  ];
  for (const { name, values, mapping } of crms) {
    const account = { shopId, provider: name, test: false };
    const saved = await backend.context.transaction((tx) => saveConnection(backend.context, tx, providerOf(name), account, values));
    await backend.context.sql
      .updateTable('connections')
      .set({ mapping: JSON.stringify(mapping) })
      .where('id', '=', saved.id)
      .execute();
    connections.set(name, await findConnectionById(backend.context.sql, saved.id));
  }
});
after(async () => {
  for (const { standIn } of crms) await standIn.close();
  await backend.close();
});

const providerOf = (name: string): Provider<Context> => crmProviders.find((provider) => provider.name === name) ?? assert.fail(name);
const of = (name: string) => crms.find((crm) => crm.name === name) ?? assert.fail(name);

let count = 0;
const aDeal = (change: Partial<Deal> = {}): Deal => {
  count += 1;
  const line = { name: 'Чайник «Утро»', price: 33_34, quantity: 3, sum: 100_00, unit: 'piece', vat: '22', vendorCode: null } as const;
  return {
    ...{
      key: `ord_${String(count).padStart(8, '0')}${process.pid}`,
      number: String(count),
      title: `Рассрочка № ${count}`,
      status: 'submitted',
    },
    ...{ amount: 100_00, currency: 'RUB', lines: [line], link: 'https://cabinet.example/orders/1', confirmedAt: new Date() },
    buyer: { firstName: 'Иван', lastName: 'Пробный', phone: `+7900${String(1_000_000 + count)}`, email: 'ivan@buyer.example' },
    ...change,
  };
};

/** As the outbound call does it: again until it is done. */
async function sync(name: string, deal: Deal, known: string | null = null): Promise<{ last: SyncAnswer; attempts: number }> {
  let dealId = known;
  for (let attempts = 1; ; attempts += 1) {
    const { values } = of(name);
    const connection = connections.get(name) ?? assert.fail();
    const last: SyncAnswer = await (crmSyncs.get(name) ?? assert.fail())
      .sync(backend.context, { connection, values }, deal, dealId)
      .catch((error: unknown) => {
        assert.ok(error instanceof NoAnswer, String(error));
        return { state: 'again', reason: error.code, dealId } as const;
      });
    dealId = last.dealId ?? dealId;
    if (last.state !== 'again' || attempts > 20) return { last, attempts };
    // RetailCRM takes ten calls a second.
    await pause(150);
  }
}

const stages: Record<string, { won: string; lost: string }> = {
  bitrix24: { won: 'WON', lost: 'LOSE' },
  amocrm: { won: '142', lost: '143' },
  retailcrm: { won: 'complete', lost: 'cancel-other' },
};

for (const name of ['bitrix24', 'amocrm', 'retailcrm']) {
  describe(name, () => {
    test('«Проверить связь» really calls, and says what is wrong in words', async () => {
      const check = (values: Values) =>
        providerOf(name).check(backend.context, { shopId: 'shp_1', test: false, values }).catch(unreachable);
      assert.deepEqual(await check(of(name).values), { ok: true });
      const wrong = await check(of(name).wrong);
      assert.ok(!wrong.ok && wrong.detail.ru.length > 10, JSON.stringify(wrong));
    });

    test('the deal follows the order: made once, then won with what is left of the sum', async () => {
      const deal = aDeal();
      const { last } = await sync(name, deal);
      assert.equal(last.state, 'done', JSON.stringify(last));
      assert.equal((await sync(name, { ...deal, status: 'settled', amount: 60_00 }, last.dealId)).last.state, 'done');
      assert.deepEqual(of(name).deals(deal.key), [{ amount: 60, stage: stages[name]?.won }]);
      await sync(name, { ...deal, status: 'canceled' }, last.dealId);
      assert.equal(of(name).deals(deal.key)[0]?.stage, stages[name]?.lost);
    });

    test('whatever goes wrong on the way, one deal and one contact are made', async () => {
      for (const kind of of(name).faults) {
        for (const workDone of [false, true]) {
          for (const skipped of [0, 1, 2]) {
            const deal = aDeal();
            const before = of(name).contacts();
            for (let quiet = 0; quiet < skipped; quiet += 1) of(name).add({ kind: 'slow', delayMs: 1 });
            of(name).add({ kind, workDone });
            const { last } = await sync(name, deal);
            assert.equal(last.state, 'done', `${kind} ${workDone} ${JSON.stringify(last)}`);
            assert.equal(of(name).deals(deal.key).length, 1, `${kind} ${workDone} after ${skipped}`);
            assert.ok(of(name).contacts() - before <= 1);
          }
        }
      }
    });

    test('a buyer who comes again is the same contact', async () => {
      const first = aDeal();
      await sync(name, first);
      const before = of(name).contacts();
      await sync(name, aDeal({ buyer: first.buyer }));
      assert.equal(of(name).contacts(), before);
    });

    test('what can be mapped is read from the CRM, with choices that fit', async () => {
      // RetailCRM takes ten calls a second, and the tests before this one used them up.
      const rows = await waitFor('the directories', () =>
        providerOf(name)
          .readMapping?.(backend.context, connections.get(name)?.id ?? '')
          .catch((error: unknown) => {
            if (!(error instanceof CrmFailure)) throw error;
            return null;
          }),
      );
      const settled = rows.find((row) => row.name === 'settled');
      assert.ok(settled && settled.choices.length > 3);
      assert.ok(settled.value.endsWith(stages[name]?.won ?? '?'), settled.value);
      for (const row of rows)
        assert.ok(row.value === '' || row.choices.some(({ value }) => value === row.value), `${row.name} ${row.value}`);
    });
  });
}
