import { aRow, iso, manyRows, rows, summary } from '@installment-button/cabinet/testing/fixtures';
import type { Meta } from '@storybook/web-components-vite';
import { story } from './scene.ts';

/** The list that changes by itself. */
const meta: Meta = { title: 'Cabinet/Orders', parameters: { layout: 'fullscreen', docs: { story: { inline: false, height: '900px' } } } };
export default meta;

export const List = story({ path: '/orders', shows: '.row' });

export const NewAndChanged = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    const [, , , , stove] = rows;
    if (stove) page.double.tell({ ...stove, status: 'approved', sequence: 9, changedAt: iso(12) });
    page.double.tell(aRow(10492, 'Торшер «Маяк»', 9900, { createdAt: iso(1), changedAt: iso(1), sequence: 1 }));
    await page.sees('.row.new');
  },
});

export const Selected = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.cabinet.orders.select(rows[5]?.id ?? null);
    await page.sees('.row.selected');
  },
});

export const HeldConfirmation = story({
  path: '/orders',
  state: { rows: rows.map((row) => (row.number === '10485' ? { ...row, confirmation: { state: 'held', effectiveAt: iso(-8) } } : row)) },
  shows: '.row',
});

export const NewOnesWait = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.cabinet.orders.select(rows[5]?.id ?? null);
    page.double.tell(aRow(10492, 'Торшер «Маяк»', 9900, { createdAt: iso(1), sequence: 1 }));
    await page.sees('.waiting-rows');
  },
});

export const ContractSigned = story({
  path: '/links',
  shows: '#name-0',
  async then(page) {
    await page.cabinet.orders.load();
    const [, , , , stove] = rows;
    if (stove) page.double.tell({ ...stove, status: 'signed', sequence: 9 });
    await page.sees('.toast');
  },
});

export const Thousands = story({ path: '/orders', state: { rows: manyRows(3000) }, shows: '.row' });

/** The answer is on its way. */
export const Loading = story({
  path: '/orders',
  prepare: (double) => double.silences.add('GET /orders'),
  shows: '.center[role="status"]',
});

export const Unavailable = story({
  path: '/orders',
  prepare: ({ refusals }) =>
    refusals.set('GET /orders', { status: 503, body: { type: 'about:blank', title: '', status: 503, code: 'unavailable' } }),
  shows: '[role="alert"]',
});

export const SavedViews = story({
  path: '/orders?min=10000000',
  state: { views: [{ id: 'vew_00000001', name: 'От 100 000 ₽', filter: { min: '10000000' } }] },
  shows: '.own-view',
});

export const OwnPeriod = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    const period = page.find('.filter:nth-child(3) select');
    if (period instanceof HTMLSelectElement) period.value = 'own';
    period?.dispatchEvent(new Event('change'));
    await page.sees('form.own');
  },
});

export const Export = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.find('.export')?.click();
    await page.sees('export-dialog cabinet-dialog, cabinet-dialog .row');
  },
});

export const NothingFound = story({ path: '/orders?status=canceled', shows: '.center h2' });

export const FirstDay = story({
  path: '/orders',
  state: { rows: [], summary: { ...summary, any: false } },
  shows: 'empty-orders h1, .step',
});

export const ConnectionLost = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.double.connection(false);
    await page.sees('.live.lost');
  },
});

export const TestOrders = story({
  path: '/orders',
  prepare: ({ state }) => {
    if (state.me) state.me = { ...state.me, modes: ['live', 'test'] };
  },
  shows: '.row',
  async then(page) {
    page.cabinet.change({ mode: 'test' });
    await page.sees('.band');
    await page.sees('.row');
  },
});

export const Keys = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.find('.keys button')?.click();
    await page.sees('.all-keys');
  },
});

export const Commands = story({
  path: '/orders',
  shows: '.row',
  async then(page) {
    page.find('.commands')?.click();
    await page.sees('[role="listbox"]');
  },
});
