import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Config } from '../../../packages/backend/src/config.ts';
import { createLog } from '../../../packages/backend/src/platform/observability/log.ts';
import { aPhone, openBuyer, type TestBuyer } from '../../../packages/backend/src/testing/buyer.ts';
import { openTestDatabase } from '../../../packages/backend/src/testing/database.ts';
import { openMember, type Member } from '../../../packages/backend/src/testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../../packages/backend/src/testing/scripted-bank.ts';
import { settableClock } from '../../../packages/backend/src/testing/settable-clock.ts';
import { openTestShop, type TestShop } from '../../../packages/backend/src/testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../../packages/backend/src/testing/start-backend.ts';
import { waitFor } from '../../../packages/backend/src/testing/wait-for.ts';
import { SECRET_MARK } from '../world.ts';

export const stages = ['submitted', 'offered', 'approved', 'appointed', 'signed', 'confirmed', 'settled', 'rejected'] as const;
export type Stage = (typeof stages)[number];

export interface Walked {
  id: string;
  session: string;
  phone: string;
  buyer: TestBuyer;
  itemId: string;
  offerId: string;
  applicationId: string;
}

export interface DeepWorld {
  backend: TestBackend;
  shop: TestShop;
  bank: ScriptedBank;
  /** Never answers by itself. */
  silent: ScriptedBank;
  heads: Member[];
  /** Ids of everything of the other shop. */
  foreign: string[];
  /** Credentials of the other shop. */
  strangers: Record<string, string>[];
  /** An order of this stage that no other call has used. */
  take(stage: Stage): Walked;
  photograph: Buffer;
  close(): Promise<void>;
}

/** Walks orders into every stage with workers and banks that live. Then no worker runs any more: what changes, a request changed. */
export async function walkedWorld(wanted: Record<Stage, number>, say: (line: string) => void): Promise<DeepWorld> {
  const keys: Config['keys'] = { encryption: [randomBytes(32)], index: randomBytes(32), link: randomBytes(32) };
  const database = await openTestDatabase(createLog('silent'));
  const clock = settableClock();
  const [bank, declining, silent] = await Promise.all([
    startScriptedBank('first', {}, clock),
    startScriptedBank('declining', {}, clock),
    startScriptedBank('silent', {}, clock),
  ]);
  declining.decides = 'declined';
  silent.decides = 'pending';
  const banks = [bank, declining, silent];
  const options = { banks: banks.map(({ config }) => config), database, clock };
  const living = await startTestBackend({ ...options, config: { keys } });
  // The calls of shop and members go to whichever backend runs.
  const host = { ...living };
  const shop = await openTestShop(host);
  const other = await openTestShop(host, { name: SECRET_MARK, origin: 'https://other.example' });
  const walked = new Map<Stage, Walked[]>(stages.map((stage) => [stage, []]));
  const walk = walker(host, { approving: bank, declining, silent });
  const foreigners = [await walk(other, 'signed'), await walk(other, 'offered')];
  const queue = stages.flatMap((stage) => Array.from({ length: wanted[stage] }, () => stage));
  const total = queue.length;
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let stage = queue.pop(); stage; stage = queue.pop()) {
        walked.get(stage)?.push(await walk(shop, stage));
        // Codes have a cap, which other tests try.
        if (queue.length % 100 === 0) await host.context.sql.deleteFrom('attemptLimits').execute();
        if (queue.length % 100 === 0) say(`${total - queue.length} of ${total} orders walked`);
      }
    }),
  );
  const heads: Member[] = [];
  // Each session of the cabinet has 600 requests a minute.
  for (let count = 0; count < 24; count += 1) heads.push(await openMember(host, shop.id, 'head'));
  const stranger = await openMember(host, other.id, 'head');
  await living.close();
  const backend = await startTestBackend({ ...options, config: { keys, role: 'web' } });
  Object.assign(host, { url: backend.url, context: backend.context, messages: backend.messages });
  const origin = new URL(backend.context.config.cabinetUrl).origin;
  return {
    ...{ backend, shop, bank, silent, heads },
    foreign: foreigners.flatMap(({ id, offerId, applicationId, itemId }) => [id, offerId, applicationId, itemId]),
    strangers: [
      { authorization: `Bearer ${other.secretKey}` },
      { authorization: `Bearer ${foreigners[0]?.session ?? ''}` },
      { authorization: `Bearer ${foreigners[1]?.buyer.token ?? ''}` },
      { cookie: stranger.cookie, origin },
    ],
    take(stage) {
      const order = walked.get(stage)?.pop();
      if (!order) throw new Error(`no order is left in ${stage}`);
      return order;
    },
    photograph: await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
    async close() {
      await backend.close();
      await database.close();
      for (const each of banks) await each.close();
    },
  };
}

interface Banks {
  approving: ScriptedBank;
  declining: ScriptedBank;
  silent: ScriptedBank;
}

function walker(backend: TestBackend, { approving, declining, silent }: Banks): (shop: TestShop, stage: Stage) => Promise<Walked> {
  return async (shop, stage) => {
    const phone = aPhone();
    const goods = shop.origin.includes('other') ? SECRET_MARK : 'Холодильник';
    const order = await shop.createOrder({ items: [{ name: goods, price: 4_999_000, quantity: 3 }], metadata: { note: goods } });
    const buyer = openBuyer(backend, order, phone);
    const asked = stage === 'submitted' ? silent : stage === 'rejected' ? declining : approving;
    await buyer.submits([asked.config.id]);
    if (stage === 'rejected') await buyer.waitsFor('the refusal', (view) => view.order.status === 'rejected');
    const application = backend.context.sql.selectFrom('bankApplications').select('id').where('orderId', '=', order.id);
    const applicationId = (await application.executeTakeFirstOrThrow()).id;
    const walked = { id: order.id, session: order.session, phone, buyer, itemId: order.items[0]?.id ?? '', offerId: '', applicationId };
    if (stage === 'submitted' || stage === 'rejected') return walked;
    const { offers } = await buyer.waitsFor('an offer', (view) => view.offers.length > 0);
    walked.offerId = offers[0]?.id ?? '';
    if (stage === 'offered') return walked;
    await buyer.chooses(approving.config.id);
    if (stage === 'approved') return walked;
    if (stage === 'appointed') {
      const body = { method: 'meeting', slotId: 'slot-1', address: 'город Н, улица Лесная, дом 1' };
      await buyer.call('/v1/session/signing', { body });
      await buyer.waitsFor('the appointment', ({ signing }) => signing?.state === 'appointed');
      return walked;
    }
    await buyer.signs();
    if (stage === 'signed') return walked;
    await shop.call(`/v1/orders/${order.id}/confirm`, { body: {} });
    await waitFor('the confirmation', async () => (await statusOf(backend, order.id)) === 'confirmed');
    if (stage === 'confirmed') return walked;
    await approving.tell(applicationId, { type: 'settled' });
    await waitFor('the settlement', async () => (await statusOf(backend, order.id)) === 'settled');
    return walked;
  };
}

async function statusOf({ context }: TestBackend, id: string): Promise<string> {
  return (await context.sql.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
}
