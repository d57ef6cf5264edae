import { http, HttpResponse } from 'msw';
import frame from './frame.html?url';

/** The tariff table that the stories compute with. */
const plans = [6, 10, 12].map((term) => ({ product: 'installment', term, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 }));
const creditPlans = [12, 24].map((term) => ({ product: 'credit', term, rate: 19.9, minAmount: 300_000, maxAmount: 100_000_000 }));
const legal = {
  ru: 'Кредит выдаёт один из шести банков. Полная стоимость кредита — 19,894–35,792 %. Оценивайте свои финансовые возможности и риски',
  en: 'One of six banks grants the credit. Its full cost is 19.894–35.792%. Weigh your means and the risks',
};

export const shop = 'pk_test_0000000000000000';
export const cart = (price = 4_999_000) => JSON.stringify([{ name: 'Холодильник Norden RF-340', price, quantity: 1 }]);

let made = 0;
const orderOf = (id: string) => ({
  id,
  externalId: null,
  status: 'created',
  previousStatus: null,
  statusAt: '2026-11-24T09:30:00.000Z',
  sequence: 1,
  successor: null,
});

/** The service behind the button. Each order is another: a page follows one to its end. */
export const handlers = [
  http.all('*', ({ request }) => {
    if (request.url.includes('/v1/plans')) return HttpResponse.json({ data: [...plans, ...creditPlans], legal });
    if (request.url.includes('/v1/orders')) {
      const id = `ord_${String((made += 1)).padStart(13, '0')}`;
      return HttpResponse.json({ ...orderOf(id), session: `ses_${id}_${'0'.repeat(32)}` }, { status: 201 });
    }
    if (request.url.includes('/v1/session')) {
      const [id = ''] = /ord_\w{13}/.exec(request.headers.get('authorization') ?? '') ?? [];
      return HttpResponse.json({ order: orderOf(id) });
    }
    return undefined;
  }),
];

/** Where msw answers. */
export const service = location.origin;

/** The same with a frame: the page that plays the application is a file of this Storybook, and all addresses stand behind its own. */
export const serviceWithFrame = (how: 'talking' | 'silent') => `${new URL(frame, location.href).href}?${how}&rest=`;
