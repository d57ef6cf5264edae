import { aDetail, iso } from '@installment-button/cabinet/testing/fixtures';
import type { OrderDetail } from '@installment-button/protocol/cabinet/orders';
import type { Meta } from '@storybook/web-components-vite';
import { story } from './scene.ts';

/** One order, from the link to the money. */
const meta: Meta = { title: 'Cabinet/Order', parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '1100px' } } } };
export default meta;

const path = `/orders/${aDetail().order.id}`;
const shows = '.figure';
const press =
  (name: string) =>
  ({ key }: { key: (code: string) => void }) =>
    key(name);

const before: OrderDetail = {
  ...aDetail('created', { offer: null, bank: null, agreement: null, submittedAt: null }),
  banks: [],
  buyer: { name: null, phone: null, email: null, address: null },
  timeline: aDetail().timeline.slice(-1),
  deliveries: [],
  notes: [],
};

export const Signed = story({ path, shows });

export const Held = story({ path, state: { detail: aDetail('signed', { confirmation: { state: 'held', effectiveAt: iso(-8) } }) }, shows });

export const AtTheBank = story({ path, state: { detail: aDetail('signed', { confirmation: { state: 'pending' } }) }, shows });

export const ConfirmationRefused = story({ path, state: { detail: aDetail('signed', { confirmation: { state: 'refused' } }) }, shows });

export const Created = story({ path, state: { detail: before }, shows });

export const Confirmed = story({ path, state: { detail: aDetail('confirmed') }, shows });

export const PaidOut = story({ path, state: { detail: aDetail('settled') }, shows });

export const Canceled = story({
  path,
  state: { detail: aDetail('canceled', { canceled: { by: 'manager', reason: 'Товара нет' }, settlement: null }) },
  shows,
});

export const PhoneShown = story({
  path,
  shows: '.person .text-button',
  async then({ find, sees }) {
    find('.person .row:nth-child(3) .text-button')?.click();
    await sees('.person [role="status"]');
  },
});

export const RefundByGoods = story({
  path,
  state: { detail: aDetail('settled') },
  shows,
  async then({ key, find, sees }) {
    key('KeyR');
    (await sees('[data-value="items"]')).click();
    await sees('.item');
    find('.item:nth-child(2) .check')?.click();
    find('.item:nth-child(3) .check')?.click();
  },
});

export const RefundWhole = story({ path, state: { detail: aDetail('settled') }, shows, then: press('KeyR') });

export const RefundOfSum = story({
  path,
  state: { detail: aDetail('settled') },
  shows,
  async then({ key, sees, type }) {
    key('KeyR');
    (await sees('[data-value="amount"]')).click();
    await type('#amount', '2 500');
  },
});

export const Cancel = story({
  path,
  shows,
  async then({ sees }) {
    (await sees('.acts .button.line')).click();
    await sees('#reason');
  },
});

export const SendLink = story({
  path,
  state: { detail: before },
  shows,
  async then({ sees }) {
    (await sees('.acts .button.line')).click();
    await sees('#to');
  },
});

export const ActRefused = story({
  path,
  prepare: (double) => double.refusals.set('/confirm', { status: 200, body: {} }),
  shows,
  then: press('KeyC'),
});

export const Loading = story({ path, prepare: (double) => double.silences.add('GET /orders/ord_'), shows: '.center[role="status"]' });

export const NotOurs = story({
  path,
  prepare: ({ refusals }) =>
    refusals.set('GET /orders/ord_', { status: 404, body: { type: 'about:blank', title: '', status: 404, code: 'not_found' } }),
  shows: '.center[role="alert"]',
});
