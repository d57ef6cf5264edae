import type { BankConfig } from '@installment-button/protocol';
import { sql as raw } from 'kysely';
import { followLender } from '../after-sale/follow-lender.ts';
import { lookNow } from '../banks/lender-looks.ts';
import { tBank } from '../banks/lenders/t-bank/t-bank.ts';
import { commandBank } from '../banks/commands.ts';
import { sendCommand } from '../banks/send-command.ts';
import { saveConnection } from '../connections/store.ts';
import type { Context } from '../context.ts';
import { askBank } from '../fan-out/ask-bank.ts';
import { queueEmail, queueSms } from '../messages/outbox.ts';
import { sendEmail, sendSms } from '../messages/send.ts';
import type { Worked } from '../platform/queue/job.ts';
import { environmentIssuer } from '../receipts/issuers/own-endpoint.ts';
import { issueReceipt } from '../receipts/receipts.ts';
import { deliverTBankWebhook } from '../t-bank/webhook.ts';
import { deliverWebhook } from '../webhooks/deliver.ts';
import { httpOtherSide, otherSide, type Hold } from './other-side.ts';
import { startScriptedBank, type BankCall, type ScriptedBank } from './scripted-bank.ts';
import { openTestShop, type TestShop } from './shop.ts';
import type { TestBackend } from './start-backend.ts';
import { submitDirectly } from './submit.ts';
import { after, DAY, type Clock } from '../platform/clock.ts';

/** A declaration and all that the contract needs to put it to the test. */
export interface Subject {
  call: Worked<Context> & { name: string };
  /** Given up, or called off, some time after the first attempt. */
  givesUp: boolean;
  /** Of `installment_alerts_total`. */
  alert: string | null;
  /** Its claim takes a lease: a second worker waits instead of calling as well. */
  leases?: boolean;
  /** Makes one call due. */
  begin(): Promise<Begun>;
}

export interface Begun {
  /** What reached the other side. The same text each time, or the receiver could not recognise a repeat. */
  reached(): string[];
  /** The next calls fail: one, none, or all of a long time. */
  fails(times: 0 | 1 | 1000): void;
  hold(): Hold;
  /** True once the call is done. */
  isDone(): Promise<boolean>;
  /** All that is written about it. */
  state(): Promise<unknown>;
}

export interface Subjects {
  subjects: Subject[];
  /** The backend's context, with other sides behind it. */
  context: Context;
  close(): Promise<void>;
}

export const contractBank = (clock: Clock) => startScriptedBank('alpha', {}, clock);

export async function openSubjects(backend: TestBackend, bank: ScriptedBank): Promise<Subjects> {
  const [sms, mail] = [otherSide(), otherSide()];
  const [shopServer, register] = [await httpOtherSide(), await httpOtherSide()];
  const lender = await httpOtherSide('{"status":"rejected"}');
  const lenderBank: BankConfig = {
    ...bank.config,
    id: 'lender',
    name: 'Lender',
    url: lender.url,
    connector: 't-bank',
    outSecrets: [],
    inSecrets: [],
  };
  const context: Context = {
    ...backend.context,
    banks: new Map([...backend.context.banks, ['lender', lenderBank]]),
    sms: { send: (message) => sms.meet(JSON.stringify(message)) },
    mailer: { send: (message) => mail.meet(JSON.stringify(message)) },
    receipts: environmentIssuer(register.url),
  };
  const shop = await openTestShop(backend);
  const tx = context.transaction;

  const rows = async (table: string, id: string) =>
    (await raw<Record<string, unknown>>`select * from ${raw.table(table)} where id = ${id}`.execute(context.sql)).rows;
  const events = async (orderId: string) =>
    (await context.sql.selectFrom('events').select('type').where('orderId', '=', orderId).orderBy('sequence').execute()).map(
      ({ type }) => type,
    );
  const side = (other: { seen: string[]; fails(times: number): void; hold(): Hold }) => {
    const from = other.seen.length;
    return { reached: () => other.seen.slice(from), fails: other.fails, hold: other.hold };
  };

  async function beginMessage(channel: 'sms' | 'email'): Promise<Begun> {
    const message = { orderId: null, purpose: 'test', to: '+79000000001', text: 'text' };
    await tx((of) =>
      channel === 'sms' ? queueSms(context, of, message) : queueEmail(context, of, { ...message, subject: 's', html: 'h' }),
    );
    const { id } = await context.sql
      .selectFrom('messages')
      .select('id')
      .where('purpose', '=', 'test')
      .where('channel', '=', channel)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const state = async () => (await rows('messages', id)).map(({ sentAt, content }) => ({ sent: sentAt !== null, content }));
    return { ...side(channel === 'sms' ? sms : mail), state, isDone: async () => (await state())[0]?.sent === true };
  }

  async function beginReceipt(): Promise<Begun> {
    const { id: orderId } = await shop.createOrder();
    const id = context.ids.next('rcp');
    await tx(async (of) => {
      const content = { amount: 4_999_000, method: 'full_payment', lines: [], payments: [{ type: 'electronic', sum: 4_999_000 }] };
      const receipt = {
        id,
        orderId,
        kind: 'sale',
        amount: 4_999_000,
        content: JSON.stringify(content),
        createdAt: context.clock.now(),
      } as const;
      await of.sql.insertInto('receipts').values(receipt).execute();
      await of.enqueue(issueReceipt.job({ receiptId: id, shopId: shop.id }));
    });
    const state = async () => [(await rows('receipts', id)).map(({ issuedAt }) => issuedAt !== null), await events(orderId)];
    return { ...side(register), state, isDone: async () => (await rows('receipts', id))[0]?.issuedAt !== null };
  }

  async function beginWebhook(of: TestShop): Promise<Begun> {
    const response = await of.call('/v1/webhook-endpoints', { body: { url: shopServer.url } });
    const { id: endpointId } = (await response.json()) as { id: string };
    const { id: orderId } = await of.createOrder();
    const event = await context.sql.selectFrom('events').select('id').where('orderId', '=', orderId).executeTakeFirstOrThrow();
    const id = context.ids.next('dlv');
    await tx(async ({ sql, enqueue }) => {
      const delivery = { id, endpointId, eventId: event.id, shopId: of.id, createdAt: context.clock.now() };
      await sql.insertInto('webhookDeliveries').values(delivery).execute();
      await enqueue(deliverWebhook.job({ deliveryId: id, endpointId, shopId: of.id }));
    });
    const state = async () => (await rows('webhook_deliveries', id)).map(({ state: at }) => at);
    return { ...side(shopServer), state, isDone: async () => (await state())[0] === 'succeeded' };
  }

  async function beginTBank(): Promise<Begun> {
    const { id: orderId } = await shop.createOrder();
    const id = context.ids.next('evt');
    await tx(async ({ sql, enqueue }) => {
      const delivery = { id, orderId, url: shopServer.url, body: '{"id":1}', createdAt: context.clock.now() };
      await sql.insertInto('tBankDeliveries').values(delivery).execute();
      await enqueue(deliverTBankWebhook.job({ deliveryId: id, shopId: shop.id, host: new URL(shopServer.url).host }));
    });
    const state = async () => (await rows('t_bank_deliveries', id)).length;
    return { ...side(shopServer), state, isDone: async () => (await state()) === 0 };
  }

  const bankSide = (call: BankCall) => {
    const of = () => bank.seen.filter((seen) => seen.call === call).map(({ key, webhookId, rawBody }) => `${key} ${webhookId} ${rawBody}`);
    const from = of().length;
    return {
      reached: () => of().slice(from),
      fails(times: number) {
        const error = { status: 503, body: {} };
        if (times === 1) bank.script(call, error);
        else bank.always(call, times === 0 ? 'own' : error);
      },
      hold: () => bank.hold(call),
    };
  };

  async function beginAsking(): Promise<Begun> {
    const { id: orderId } = await shop.createOrder();
    await submitDirectly(context, orderId, ['alpha']);
    const state = async () => {
      const decisions = await context.sql.selectFrom('bankApplications').select('decision').where('orderId', '=', orderId).execute();
      const offers = await context.sql.selectFrom('offers').select('bankOfferId').where('orderId', '=', orderId).execute();
      return [decisions, offers.length, await events(orderId)];
    };
    const isDone = async () => (await events(orderId)).includes('bank.decision');
    return { ...bankSide('apply'), state, isDone };
  }

  async function beginLook(): Promise<Begun> {
    const { id: orderId } = await shop.createOrder();
    await tx((of) =>
      saveConnection(
        context,
        of,
        tBank.provider,
        { shopId: shop.id, provider: 't-bank', test: false },
        { showcaseId: 'id', apiPassword: 'hush' },
      ),
    );
    await submitDirectly(context, orderId, ['lender']);
    const { id: applicationId } = await context.sql
      .selectFrom('bankApplications')
      .select('id')
      .where('orderId', '=', orderId)
      .executeTakeFirstOrThrow();
    await tx(async (of) => {
      const now = context.clock.now();
      const place = { table: 'lender_applications', column: 'url', row: applicationId };
      await of.sql.updateTable('bankApplications').set({ decision: 'offered', answered: true }).where('id', '=', applicationId).execute();
      await of.sql
        .insertInto('lenderApplications')
        .values({
          ...{ applicationId, orderId, bankId: 'lender', offerId: context.ids.next('off'), terms: '{}', createdAt: now },
          ...{ url: context.encryption.encrypt('https://lender.example/', place), validUntil: after(now, DAY) },
        })
        .execute();
      await lookNow(of, { applicationId, bankId: 'lender' });
    });
    const state = () => events(orderId);
    // The lender says no: a final answer as good as any.
    return { ...side(lender), state, isDone: async () => (await events(orderId)).includes('order.rejected') };
  }

  async function beginCommand(): Promise<Begun> {
    const { id: orderId } = await shop.createOrder();
    await submitDirectly(context, orderId, ['alpha']);
    const find = context.sql.selectFrom('bankApplications').selectAll().where('orderId', '=', orderId);
    const application = await find.executeTakeFirstOrThrow();
    // The bank knows nothing of it and refuses: a final answer as good as any.
    const id = await tx((of) => commandBank(context, of, application, 'release', {}));
    const state = async () => (await rows('bank_commands', id)).map(({ state: at, answerStatus }) => ({ at, answerStatus }));
    return { ...bankSide('release'), state, isDone: async () => (await state())[0]?.at !== 'pending' };
  }

  return {
    context,
    subjects: [
      { call: sendSms, givesUp: true, alert: 'sms', begin: () => beginMessage('sms') },
      { call: sendEmail, givesUp: true, alert: 'email', begin: () => beginMessage('email') },
      { call: issueReceipt, givesUp: false, alert: 'receipt', begin: beginReceipt },
      { call: deliverWebhook, givesUp: true, alert: null, begin: async () => beginWebhook(await openTestShop(backend)) },
      { call: deliverTBankWebhook, givesUp: true, alert: null, begin: beginTBank },
      { call: askBank, givesUp: true, alert: null, begin: beginAsking },
      { call: followLender, givesUp: false, alert: null, begin: beginLook },
      { call: sendCommand, givesUp: false, alert: 'bank-command', leases: true, begin: beginCommand },
    ],
    async close() {
      shopServer.close();
      lender.close();
      register.close();
    },
  };
}
