import { moscowDay } from '@installment-button/protocol/moscow-day';
import {
  orderDetailSchema,
  orderRowListSchema,
  orderSummarySchema,
  savedViewListSchema,
  type Mode,
  type OrderRow,
  type OrderRowList,
  type OrderSummary,
  type SavedView,
} from '@installment-button/protocol/cabinet/orders';
import type { Api } from '../api/api.ts';
import { readFilter, sameFilter, toQuery, type Filter } from './order-filter.ts';

/** What the list needs of the cabinet. */
export interface OrderListHost {
  api: Pick<Api, 'get' | 'post'>;
  now: () => Date;
  mode: () => Mode;
  /** The list changed: what shows it is drawn again. */
  changed: () => void;
  /** Follow the live changes that came after this point. */
  follow: (after: number) => void;
}

/** What happened to a row within the last minute. */
export interface Mark {
  kind: 'new' | 'changed';
  at: Date;
  was: OrderRow['status'] | null;
}

const PAGE = 100;
const MARK_MS = 60_000;
const SUMMARY_MS = 1000;

/** The list of orders: read page by page, changed live. It outlives its page, so that the way back from an order leads to the same row. */
export class OrderList {
  filter: Filter = {};
  search = '';
  rows: OrderRow[] = [];
  days = new Map<string, OrderRowList['days'][number]>();
  total = 0;
  phase: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  error: unknown = null;
  loadingMore = false;
  summary: OrderSummary | null = null;
  views: SavedView[] = [];
  selectedId: string | null = null;
  /** How far the window was scrolled when an order was opened. */
  scrollTop = 0;
  /** New orders that wait above the list while somebody reads further down. */
  waiting: OrderRow[] = [];
  readonly marks = new Map<string, Mark>();
  private readonly host: OrderListHost;
  private nextCursor: string | null = null;
  private reading = 0;
  private summaryTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: OrderListHost) {
    this.host = host;
  }

  row(id: string): OrderRow | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** Takes the filter from the address, and reads the list again if the filter differs. */
  show(query: Record<string, string>): void {
    const filter = readFilter(query);
    if (this.phase !== 'idle' && sameFilter(filter, this.filter)) return;
    this.filter = filter;
    void this.load();
  }

  async find(text: string): Promise<void> {
    if (text === this.search) return;
    this.search = text;
    await this.load();
  }

  async load(): Promise<void> {
    const reading = ++this.reading;
    // The old rows stay until the new rows arrive.
    if (this.phase !== 'ready') this.phase = 'loading';
    this.host.changed();
    try {
      const page = await this.read(null);
      if (reading !== this.reading) return;
      this.rows = page.data;
      this.days = new Map(page.days.map((day) => [day.day, day]));
      this.total = page.total;
      this.nextCursor = page.nextCursor;
      this.waiting = [];
      this.phase = 'ready';
      this.error = null;
      if (this.selectedId !== null && !this.row(this.selectedId)) this.selectedId = null;
      this.host.follow(page.liveFrom);
      void this.loadSummary();
      void this.loadViews();
    } catch (error) {
      if (reading !== this.reading) return;
      this.phase = 'failed';
      this.error = error;
    }
    this.host.changed();
  }

  async loadMore(): Promise<void> {
    if (this.loadingMore || this.nextCursor === null || this.phase !== 'ready') return;
    this.loadingMore = true;
    const reading = this.reading;
    try {
      const page = await this.read(this.nextCursor);
      if (reading !== this.reading) return;
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = [...this.rows, ...page.data.filter(({ id }) => !known.has(id))];
      for (const day of page.days) this.days.set(day.day, day);
      this.nextCursor = page.nextCursor;
    } catch {
      // The next scroll tries again. The top bar says that the connection is lost.
    } finally {
      this.loadingMore = false;
      this.host.changed();
    }
  }

  private read(after: string | null): Promise<OrderRowList> {
    const { api, now, mode } = this.host;
    const query = { ...toQuery(this.filter, now()), mode: mode(), limit: PAGE, ...(after === null ? {} : { after }) };
    return this.search === ''
      ? api.get('/orders', orderRowListSchema, query)
      : api.post('/orders/search', orderRowListSchema, { ...query, search: this.search });
  }

  /** Takes a changed or new order. A known row changes in place: the list is never sorted again. */
  hear(row: OrderRow): void {
    this.refreshSummary();
    if (this.phase !== 'ready') return;
    const known = this.row(row.id);
    if (known) {
      if (row.sequence < known.sequence) return;
      if (row.status !== known.status) this.mark(row.id, { kind: 'changed', at: this.host.now(), was: known.status });
      this.rows = this.rows.map((one) => (one.id === row.id ? row : one));
      return;
    }
    if (row.status !== 'created' || this.search !== '' || !this.fits(row)) return;
    this.waiting = [...this.waiting.filter(({ id }) => id !== row.id), row];
    const reading = scrollY > 8 || this.selectedId !== null;
    if (!reading) this.letIn();
  }

  /** Moves the waiting new orders to the top of the list. */
  letIn(): void {
    const entering = this.waiting.filter(({ id }) => !this.row(id));
    for (const row of entering) {
      this.mark(row.id, { kind: 'new', at: this.host.now(), was: null });
      const day = moscowDay(new Date(row.createdAt));
      const sums = this.days.get(day) ?? { day, count: 0, amount: 0 };
      this.days.set(day, { day, count: sums.count + 1, amount: sums.amount + row.amount });
    }
    this.total += entering.length;
    this.rows = [...entering].reverse().concat(this.rows);
    this.waiting = [];
    this.host.changed();
  }

  private fits(row: OrderRow): boolean {
    const { status, bank, product, trusted, source, min, max, to } = toQuery(this.filter, this.host.now());
    return (
      (!status || status.split(',').includes(row.status)) &&
      (!bank || row.bank?.id === bank) &&
      (!product || row.product === product) &&
      (!trusted || String(row.trusted) === trusted) &&
      (!source || row.source === source) &&
      (!min || row.amount >= Number(min)) &&
      (!max || row.amount <= Number(max)) &&
      (!to || moscowDay(new Date(row.createdAt)) <= to)
    );
  }

  private mark(id: string, mark: Mark): void {
    this.marks.set(id, mark);
    setTimeout(() => {
      if (this.marks.get(id) === mark) this.marks.delete(id);
      this.host.changed();
    }, MARK_MS);
  }

  select(id: string | null): void {
    this.selectedId = id;
    this.host.changed();
  }

  /** Selects the row after (1) or before (-1) the selected row, or the first row when none is selected. */
  move(by: 1 | -1): OrderRow | undefined {
    const at = this.rows.findIndex(({ id }) => id === this.selectedId);
    const next = at < 0 ? this.rows[0] : this.rows[at + by];
    if (next) this.select(next.id);
    if (at + by > this.rows.length - 20) void this.loadMore();
    return next;
  }

  async confirm(id: string): Promise<void> {
    await this.act(id, 'confirm');
  }

  async takeBack(id: string): Promise<void> {
    await this.act(id, 'confirm/take-back');
  }

  private async act(id: string, act: string): Promise<void> {
    const { order, actions } = await this.host.api.post(`/orders/${id}/${act}`, orderDetailSchema);
    this.rows = this.rows.map((row) =>
      row.id === id ? { ...row, status: order.status, confirmation: order.confirmation, sequence: order.sequence, actions } : row,
    );
    this.host.changed();
  }

  async loadSummary(): Promise<void> {
    this.summary = await this.host.api.get('/orders/summary', orderSummarySchema, { mode: this.host.mode() }).catch(() => this.summary);
    this.host.changed();
  }

  private refreshSummary(): void {
    this.summaryTimer ??= setTimeout(() => {
      this.summaryTimer = null;
      void this.loadSummary();
    }, SUMMARY_MS);
  }

  async loadViews(): Promise<void> {
    this.views = await this.host.api.get('/me/views', savedViewListSchema).then(
      ({ data }) => data,
      () => this.views,
    );
    this.host.changed();
  }

  forget(): void {
    this.reading += 1;
    this.rows = [];
    this.waiting = [];
    this.marks.clear();
    this.summary = null;
    this.phase = 'idle';
    this.selectedId = null;
    this.scrollTop = 0;
    this.search = '';
  }
}
