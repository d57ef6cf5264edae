import { aMe, aRow, analytics, iso, rows } from '@installment-button/cabinet/testing/fixtures';
import type { Meta } from '@storybook/web-components-vite';
import { story } from './scene.ts';

/** Links, analytics, the head's room, one's own settings. */
const meta: Meta = { title: 'Cabinet/Pages', parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '1100px' } } } };
export default meta;

const link = (order = rows[0] ?? aRow(1, '', 1), openedAt: string | null = null) => ({
  order: { ...order, expiresAt: iso(-200_000) },
  link: `https://credit.example/apply/${order.id}#ses_example`,
  openedAt,
  madeBy: 'Анна Лебедева',
});
const links = [
  link(),
  link(aRow(10470, 'Гостиная «Полдень», 4 предмета', 174_500, { status: 'submitted', source: 'hand' }), iso(480)),
  link(aRow(10469, 'Ковёр «Степь», 2 × 3 м', 28_400, { source: 'hand' }), iso(3420)),
];

export const NewLink = story({ path: '/links', state: { links }, shows: '.link-row' });

export const LinkFaults = story({ path: '/links', shows: '#name-0', then: (page) => page.find('.send-row .button')?.click() });

export const LinkReady = story({
  path: '/links',
  state: { links },
  shows: '.link-row',
  async then(page) {
    await page.types('#name-0', 'Кресло «Вереск»');
    await page.types('#pieces-0', '2');
    await page.types('#price-0', '19 200');
    page.find('.send-row .button')?.click();
    await page.sees('.card');
  },
});

export const NoLinksYet = story({ path: '/links', shows: '.section > .quiet' });

export const SendLink = story({
  path: '/links',
  state: { links },
  shows: '.link-row',
  async then(page) {
    page.find('.link-row .show')?.click();
    (await page.sees('.acts .button:nth-child(2)')).click();
    await page.sees('#to');
  },
});

const unavailable = { status: 503, body: { type: 'about:blank', title: '', status: 503, code: 'unavailable' } };
/** A page whose answers do not come. */
const away =
  (...parts: string[]) =>
  ({ refusals }: { refusals: Map<string, object> }) =>
    parts.forEach((part) => refusals.set(part, unavailable));
/** Everything is refused but who one is. */
const gone = away(
  'GET /links',
  'GET /payouts',
  'GET /analytics',
  'GET /shop',
  'GET /keys',
  'GET /endpoints',
  'GET /integration',
  'GET /banks',
  'GET /members',
  'GET /audit',
  'GET /me/',
);

export const LinksUnavailable = story({ path: '/links', prepare: gone, shows: '[role="alert"]' });

export const AnalyticsUnavailable = story({ path: '/analytics', prepare: gone, shows: '[role="alert"]' });

const nobody = { created: 0, opened: 0, submitted: 0, approved: 0, signed: 0, confirmed: 0 };
export const NoAnalyticsYet = story({
  path: '/analytics',
  state: {
    analytics: {
      ...analytics,
      confirmed: { count: 0, amount: 0 },
      before: { count: 0, amount: 0 },
      refunds: { count: 0, amount: 0 },
      funnel: nobody,
      banks: [],
      days: analytics.days.map(({ day }) => ({ day, confirmed: 0, waiting: 0, refunded: 0 })),
    },
  },
  shows: '.center h2',
});

export const Analytics = story({ path: '/analytics', shows: 'day-chart canvas, .uplot canvas' });

export const AnalyticsAsTable = story({
  path: '/analytics',
  shows: '.legend-line button',
  async then(page) {
    page.find('.legend-line button')?.click();
    await page.sees('table');
  },
});

export const Payouts = story({ path: '/payouts', shows: '.payout' });

export const Integration = story({ path: '/integration', shows: '.endpoint' });

export const Deliveries = story({
  path: '/integration',
  shows: '.endpoint',
  async then(page) {
    page
      .find('webhooks-section')
      ?.shadowRoot?.querySelectorAll<HTMLElement>('.endpoint')[1]
      ?.querySelector<HTMLElement>('.line-acts button')
      ?.click();
    await page.sees('.deliveries .delivery');
  },
});

export const NewEndpoint = story({
  path: '/integration',
  shows: '.endpoint',
  async then(page) {
    page.find('webhooks-section')?.shadowRoot?.querySelector<HTMLElement>('.add')?.click();
    const which = await page.sees('#which');
    if (which instanceof HTMLSelectElement) which.value = 'some';
    which.dispatchEvent(new Event('change'));
    await page.sees('.types');
  },
});

export const IntegrationUnavailable = story({ path: '/integration', prepare: gone, shows: '[role="alert"]' });

export const SecretOnce = story({
  path: '/integration',
  shows: '.key:nth-of-type(3) .line-acts button, .key .line-acts button',
  async then(page) {
    page
      .find('keys-section')
      ?.shadowRoot?.querySelectorAll<HTMLElement>('.key')[1]
      ?.querySelector<HTMLElement>('.line-acts button')
      ?.click();
    await page.sees('.secret-once');
  },
});

export const Shop = story({ path: '/shop', shows: '#bic' });
export const Banks = story({ path: '/shop/banks', shows: '.bank' });
export const Colleagues = story({ path: '/shop/people', shows: '.person' });
export const AuditLog = story({ path: '/shop/audit', shows: '.entry' });

export const ShopUnavailable = story({ path: '/shop', prepare: gone, shows: '[role="alert"]' });

export const InviteColleague = story({
  path: '/shop/people',
  shows: '.person',
  then: (page) => page.find('members-section')?.shadowRoot?.querySelector<HTMLElement>('.add')?.click(),
});

export const OwnLimitsOfABank = story({
  path: '/shop/banks',
  shows: '.bank',
  then: (page) => page.find('banks-section')?.shadowRoot?.querySelector<HTMLElement>('.bank .text-button')?.click(),
});

export const SecondFactor = story({
  path: '/me',
  shows: '.session',
  async then(page) {
    page.find('security-section')?.shadowRoot?.querySelector<HTMLElement>('.lead + .button, .lead ~ .button')?.click();
    await page.sees('#asked');
    await page.types('#asked', 'correct horse battery');
    page.find('#asked')?.closest('form')?.requestSubmit();
    await page.sees('#code');
  },
});

export const MySettings = story({ path: '/me', shows: '.session' });
export const ManagersSettings = story({ path: '/me', state: { me: aMe({ role: 'manager', name: 'Олег Фомин' }) }, shows: '.session' });
