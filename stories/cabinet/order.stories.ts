import { aDetail, iso } from '@installment-button/cabinet/testing/fixtures';
import type { CabinetHarness } from '@installment-button/cabinet/testing/cabinet-harness';
import type { OrderDetail } from '@installment-button/protocol/cabinet/orders';
import type { Meta } from '@storybook/web-components-vite';
import { story } from './scene.ts';

/** One order, from the link to the money. */
const meta: Meta = { title: 'Cabinet/Order', parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '1100px' } } } };
export default meta;

const path = `/orders/${aDetail().order.id}`;
const shows = '.figure';
const press = (name: string) => (page: CabinetHarness) => page.key(name);

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
  async then(page) {
    page.find('.person .row:nth-child(3) .text-button')?.click();
    await page.sees('.person [role="status"]');
  },
});

export const RefundByGoods = story({
  path,
  state: { detail: aDetail('settled') },
  shows,
  async then(page) {
    page.key('KeyR');
    (await page.sees('[data-value="items"]')).click();
    await page.sees('.item');
    page.find('.item:nth-child(2) .check')?.click();
    page.find('.item:nth-child(3) .check')?.click();
  },
});

export const RefundWhole = story({ path, state: { detail: aDetail('settled') }, shows, then: press('KeyR') });

export const RefundOfSum = story({
  path,
  state: { detail: aDetail('settled') },
  shows,
  async then(page) {
    page.key('KeyR');
    (await page.sees('[data-value="amount"]')).click();
    await page.types('#amount', '2 500');
  },
});

export const Cancel = story({
  path,
  shows,
  async then(page) {
    (await page.sees('.acts .button.line')).click();
    await page.sees('#reason');
  },
});

export const SendLink = story({
  path,
  state: { detail: before },
  shows,
  async then(page) {
    (await page.sees('.acts .button.line')).click();
    await page.sees('#to');
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
