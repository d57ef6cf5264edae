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
  async then({ double, sees }) {
    const [, , , , stove] = rows;
    if (stove) double.tell({ ...stove, status: 'approved', sequence: 9, changedAt: iso(12) });
    double.tell(aRow(10492, 'Торшер «Маяк»', 9900, { createdAt: iso(1), changedAt: iso(1), sequence: 1 }));
    await sees('.row.new');
  },
});

export const Selected = story({
  path: '/orders',
  shows: '.row',
  async then({ cabinet, sees }) {
    cabinet.orders.select(rows[5]?.id ?? null);
    await sees('.row.selected');
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
  async then({ cabinet, double, sees }) {
    cabinet.orders.select(rows[5]?.id ?? null);
    double.tell(aRow(10492, 'Торшер «Маяк»', 9900, { createdAt: iso(1), sequence: 1 }));
    await sees('.waiting-rows');
  },
});

export const ContractSigned = story({
  path: '/links',
  shows: '#name-0',
  async then({ cabinet, double, sees }) {
    await cabinet.orders.load();
    const [, , , , stove] = rows;
    if (stove) double.tell({ ...stove, status: 'signed', sequence: 9 });
    await sees('.toast');
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
  async then({ find, sees }) {
    const period = find('.filter:nth-child(3) select');
    if (period instanceof HTMLSelectElement) period.value = 'own';
    period?.dispatchEvent(new Event('change'));
    await sees('form.own');
  },
});

export const Export = story({
  path: '/orders',
  shows: '.row',
  async then({ find, sees }) {
    find('.export')?.click();
    await sees('export-dialog cabinet-dialog, cabinet-dialog .row');
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
  async then({ double, sees }) {
    double.connection(false);
    await sees('.live.lost');
  },
});

export const TestOrders = story({
  path: '/orders',
  prepare: ({ state }) => {
    if (state.me) state.me = { ...state.me, modes: ['live', 'test'] };
  },
  shows: '.row',
  async then({ cabinet, sees }) {
    cabinet.change({ mode: 'test' });
    await sees('.band');
    await sees('.row');
  },
});

export const Keys = story({
  path: '/orders',
  shows: '.row',
  async then({ find, sees }) {
    find('.keys button')?.click();
    await sees('.all-keys');
  },
});

export const Commands = story({
  path: '/orders',
  shows: '.row',
  async then({ find, sees }) {
    find('.commands')?.click();
    await sees('[role="listbox"]');
  },
});
