import assert from 'node:assert/strict';
import { sql as raw } from 'kysely';
import type { BankConfig, Decision, Order } from '@installment-button/protocol';
import { commandBank } from '../banks/commands.ts';
import type { Row } from '../tables/schema.ts';
import { manualTime, type ManualTime } from './manual-time.ts';
import { startScriptedBank, type ScriptedBank } from './scripted-bank.ts';
import { openTestShop, type TestShop } from './shop.ts';
import { startTestBackend, type TestBackend, type TestOptions } from './start-backend.ts';
import { submitDirectly } from './submit.ts';
import { waitFor } from './wait-for.ts';

/** A backend with scripted banks, a shop, and a time that stands still until it is moved. */
export interface FanOut {
  backend: TestBackend;
  shop: TestShop;
  time: ManualTime;
  banks: ScriptedBank[];
  /** A new order at these banks, submitted. */
  submit(...banks: ScriptedBank[]): Promise<string>;
  order(orderId: string): Promise<Order>;
  /** In the alphabet's order of the banks. */
  decisions(orderId: string): Promise<Decision[]>;
  offers(orderId: string): Promise<Row<'offers'>[]>;
  applicationId(orderId: string, bank: ScriptedBank): Promise<string>;
  /** Types of the order's events, in their order. */
  events(orderId: string): Promise<string[]>;
  /** Waits, in the standing time, until these are the decisions of the banks, in the alphabet's order. */
  decided(orderId: string, ...decisions: Decision[]): Promise<void>;
  hasStatus(orderId: string, status: Order['status']): Promise<void>;
  /** Waits until no bank is being asked. */
  asksNobody(): Promise<void>;
  /** Moves the time on second by second until `done`; fails after `limitSeconds`. */
  passesUntil(what: string, done: () => boolean | Promise<boolean>, limitSeconds?: number): Promise<void>;
  /** The buyer chooses: waits until the bank has accepted. */
  choose(orderId: string, offer: Row<'offers'>): Promise<void>;
  /** All that the queue holds, as an operator reads it. */
  jobs(): Promise<unknown[]>;
  close(): Promise<void>;
}

export async function openFanOut(
  names: string[],
  options: { bank?: Partial<BankConfig>; config?: TestOptions['config'] } = {},
): Promise<FanOut> {
  const time = manualTime();
  const banks = await Promise.all(names.map((name) => startScriptedBank(name, options.bank, time.clock)));
  const backend = await startTestBackend({
    banks: banks.map(({ config }) => config),
    ...time.clocks,
    ...(options.config ? { config: options.config } : {}),
  });
  const shop = await openTestShop(backend);
  const { sql } = backend.context;
  /** Throws `cause` with what somebody wants to know who finds it in the output of a test. */
  const explain = async (cause: unknown): Promise<never> => {
    const { rows } =
      await raw`select bank_id, decision, attempts, claimed_at, may_have_arrived, acknowledged_at from bank_applications`.execute(sql);
    const calls = banks.flatMap(({ config, seen }) => seen.slice(-5).map(({ call }) => `${config.id} ${call}`));
    throw new Error(JSON.stringify({ rows, calls, jobs: await fanOut.jobs(), log: backend.logLines.slice(-20) }), { cause });
  };
  const fanOut: FanOut = {
    backend,
    shop,
    time,
    banks,
    async submit(...asked) {
      const { id } = await shop.createOrder();
      await submitDirectly(
        backend.context,
        id,
        asked.map(({ config }) => config.id),
      );
      return id;
    },
    order: async (orderId) => (await (await shop.call(`/v1/orders/${orderId}`)).json()) as Order,
    async decisions(orderId) {
      const { decisions } = await fanOut.order(orderId);
      return decisions.sort((left, right) => left.bank.id.localeCompare(right.bank.id)).map(({ decision }) => decision);
    },
    offers: (orderId) => sql.selectFrom('offers').selectAll().where('orderId', '=', orderId).orderBy('id').execute(),
    async applicationId(orderId, bank) {
      const { id } = await sql
        .selectFrom('bankApplications')
        .select('id')
        .where('orderId', '=', orderId)
        .where('bankId', '=', bank.config.id)
        .executeTakeFirstOrThrow();
      return id;
    },
    async events(orderId) {
      const rows = await sql.selectFrom('events').selectAll().where('orderId', '=', orderId).orderBy('sequence').execute();
      assert.deepEqual(
        rows.map(({ sequence }) => sequence),
        rows.map((_, index) => index + 1),
        'events are numbered without a gap',
      );
      return rows.map(({ type, decision }) => (decision === null ? type : `${type} ${decision}`));
    },
    async decided(orderId, ...decisions) {
      const expected = decisions.join(' ');
      await waitFor(`decisions ${expected}`, async () => (await fanOut.decisions(orderId)).join(' ') === expected).catch(explain);
    },
    async hasStatus(orderId, status) {
      await waitFor(`status ${status}`, async () => (await fanOut.order(orderId)).status === status);
    },
    async asksNobody() {
      await waitFor('the tries to end', async () => {
        const { rows } = await raw`select from pgboss.job where state = 'active' and name = 'ask-bank'`.execute(sql);
        return rows.length === 0;
      });
    },
    async passesUntil(what, done, limitSeconds = 60) {
      for (let second = 0; second < limitSeconds; second += 1) {
        if (await settles(done)) return;
        await time.advance(1000);
      }
      await explain(new Error(`${limitSeconds} s passed without ${what}`));
    },
    async choose(orderId, offer) {
      const { applicationId: id, bankId, bankOfferId } = offer;
      const wish = [{ offerId: bankOfferId }, { offerId: offer.id }] as const;
      await backend.context.transaction((tx) => commandBank(backend.context, tx, { id, orderId, bankId }, 'accept', ...wish));
      await waitFor('the choice', async () => (await fanOut.order(orderId)).offer?.id === offer.id);
    },
    jobs: async () => (await raw`select name, data, output from pgboss.job`.execute(sql)).rows,
    async close() {
      await backend.close();
      await Promise.all(banks.map((bank) => bank.close()));
    },
  };
  return fanOut;
}

/** Jobs that the last tick started need a moment of real time to end. */
async function settles(done: () => boolean | Promise<boolean>): Promise<boolean> {
  return waitFor('it', done, 60).catch(() => false);
}
