import { setTimeout as pause } from 'node:timers/promises';
import type { Control } from '@installment-button/sandbox';
import { expire } from '../../packages/backend/src/after-sale/expiry.ts';
import { reachDeadline } from '../../packages/backend/src/fan-out/deadline.ts';
import type { TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { call, type Answer, type Buyer } from '../support/buyer.ts';
import type { Disturbance, Scenario } from './scenario.ts';

export interface Stage {
  backend: TestBackend;
  control: Control;
  secretKey: string;
}

/** The buyer goes the way, the disturbances break in; refusals are part of it, errors of the server are not. */
export async function play(stage: Stage, buyer: Buyer, scenario: Scenario): Promise<void> {
  await Promise.all([
    goTheWay(stage, buyer, scenario),
    ...scenario.disturbances.map(async ({ what, afterMs, pick }) => {
      await pause(afterMs);
      await disturb(stage, buyer, what, pick);
    }),
  ]);
}

function sane(answer: Answer): Answer {
  if (answer.status >= 500) throw new Error(`the server failed: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

async function goTheWay({ backend }: Stage, buyer: Buyer, { way, pauses }: Scenario): Promise<void> {
  const rest = (step: number) => pause(pauses[step] ?? 0);
  if (sane(await buyer.submit()).status !== 202 || way === 'submits') return;
  await rest(0);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const offer = await poll(async () => {
      const { offers, order } = await buyer.session();
      return offers.at(-1) ?? (order.status === 'submitted' || order.status === 'approved' ? null : 'over');
    });
    if (offer === null || offer === 'over') return;
    sane(await buyer.select(offer));
    if (way === 'selects') return;
    await rest(1 + attempt);
    const before = backend.messages.length;
    const asked = await poll(async () => {
      const { status } = sane(await buyer.post('/signing', { method: 'sms' }));
      return status === 202 ? 'sent' : (await isOver(buyer)) ? 'over' : null;
    });
    if (asked !== 'sent' || way === 'asks-code') return;
    await rest(4);
    const code = await poll(() => Promise.resolve(codeIn(backend, buyer.phone, before)));
    if (code === null) return;
    sane(await buyer.post('/signing/code', { code }));
    await rest(5);
    if (
      (await poll(async () => (await isOver(buyer)) || (await buyer.session()).signing?.state === 'failed')) !== true ||
      (await isOver(buyer))
    )
      return;
  }
}

/** Signed or ended: nothing is left for the buyer to do. */
async function isOver(buyer: Buyer): Promise<boolean> {
  const { order } = await buyer.session();
  return order.status !== 'submitted' && order.status !== 'approved';
}

function codeIn(backend: TestBackend, phone: string, from: number): string | null {
  const message = backend.messages.slice(from).findLast(({ to }) => to === phone);
  return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? null;
}

/** Looks for two seconds; null where nothing came. */
async function poll<Found>(look: () => Promise<Found | null | false>): Promise<Found | null> {
  const end = Date.now() + 2_000;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (Date.now() > end) return null;
    await pause(40);
  }
}

async function disturb({ backend, control, secretKey }: Stage, buyer: Buyer, what: Disturbance, pick: number): Promise<void> {
  const { context, url } = backend;
  const shop = async (path: string, body: unknown) =>
    sane(await call(`${url}/v1/orders/${buyer.orderId}${path}`, { method: 'POST', token: secretKey, body }));
  const bank = async (act: (bankId: string, applicationId: string, offerId: string | undefined) => void) => {
    const applications = await context.sql
      .selectFrom('bankApplications')
      .selectAll()
      .where('orderId', '=', buyer.orderId)
      .orderBy('id')
      .execute();
    const application = applications[pick % (applications.length || 1)];
    const known = application && control.applications(application.bankId).find(({ applicationId }) => applicationId === application.id);
    if (application && known) act(application.bankId, application.id, known.offers[0]?.id);
  };
  const cast: Record<Disturbance, () => Promise<unknown>> = {
    'select-another': async () => {
      const { offers } = await buyer.session();
      const offer = offers[pick % (offers.length || 1)];
      return offer && sane(await buyer.select(offer));
    },
    'select-again': async () => {
      const { offers, chosenOfferId } = await buyer.session();
      const offer = offers.find(({ id }) => id === chosenOfferId);
      return offer && sane(await buyer.select(offer));
    },
    'shop-confirms': () => shop('/confirm', {}),
    'shop-cancels': () => shop('/cancel', { reason: 'out of stock' }),
    'buyer-cancels': async () => sane(await buyer.post('/cancel')),
    'refund-part': () => shop('/refunds', { amount: 100_000 + pick }),
    'refund-whole': () => shop('/refunds', { amount: 4_999_000 }),
    deadline: async () => {
      await context.sql
        .updateTable('orders')
        .set({ decisionDeadline: new Date(0) })
        .where('id', '=', buyer.orderId)
        .where('decisionDeadline', 'is not', null)
        .execute();
      await reachDeadline(context, buyer.orderId);
    },
    expiry: async () => {
      await context.sql
        .updateTable('orders')
        .set({ expiresAt: new Date(0) })
        .where('id', '=', buyer.orderId)
        .where('expiresAt', 'is not', null)
        .execute();
      await expire(context, buyer.orderId);
    },
    'offer-withdrawn': () =>
      bank((bankId, applicationId, offerId) =>
        control.sendEvent(bankId, applicationId, { type: 'offer-withdrawn', ...(offerId === undefined ? {} : { offerId }) }),
      ),
    'bank-signs': () =>
      bank(
        (bankId, applicationId) =>
          stateIn(control, bankId, applicationId, ['accepted']) && control.sendEvent(bankId, applicationId, { type: 'signed' }),
      ),
    'bank-cancels': () =>
      bank(
        (bankId, applicationId) =>
          stateIn(control, bankId, applicationId, ['signed', 'confirmed']) &&
          control.sendEvent(bankId, applicationId, { type: 'contract-canceled' }),
      ),
    'bank-settles': () =>
      bank(
        (bankId, applicationId) =>
          stateIn(control, bankId, applicationId, ['confirmed']) && control.sendEvent(bankId, applicationId, { type: 'settled' }),
      ),
  };
  await cast[what]();
}

/** A bank says only what it has done. */
function stateIn(control: Control, bankId: string, applicationId: string, states: string[]): boolean {
  return states.includes(control.application(bankId, applicationId).state);
}
