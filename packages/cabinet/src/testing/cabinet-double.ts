import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { Me, UserSession } from '@installment-button/protocol/cabinet/access';
import type { Analytics } from '@installment-button/protocol/cabinet/analytics';
import type { Link, LinkRow } from '@installment-button/protocol/cabinet/links';
import type { OrderDetail, OrderRow, OrderSummary, SavedView } from '@installment-button/protocol/cabinet/orders';
import type { LiveOrdersOptions, OpenLiveOrders } from '../api/live-orders.ts';
import { actionsOf, aDetail, aMe, banksNow, analytics, iso, rows, startedAt, summary } from './fixtures.ts';
import { refused, type Answer, type Asked } from './asked.ts';
import { connectionAnswers } from './connections.ts';
import { shopAnswers } from './shop-answers.ts';

export interface DoubleState {
  /** null: nobody is signed in. */
  me: Me | null;
  /** Asked for after the password. */
  code: string | null;
  rows: OrderRow[];
  summary: OrderSummary;
  detail: OrderDetail;
  views: SavedView[];
  links: LinkRow[];
  analytics: Analytics;
}

/** The cabinet's backend in memory: it records what it was asked, answers, and sends live changes. */
export class CabinetDouble {
  state: DoubleState;
  readonly asked: Asked[] = [];
  /** Requests that are refused, by a part of `POST /orders/…/confirm`. */
  readonly refusals = new Map<string, Answer>();
  /** Requests that are never answered, by how they begin. */
  readonly silences = new Set<string>();
  /** The network is gone. */
  offline = false;
  private readonly watchers = new Set<LiveOrdersOptions>();
  private sessions: UserSession[] = [
    {
      id: 'ses_00000001',
      current: true,
      createdAt: iso(7200),
      usedAt: iso(10),
      address: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
    },
    {
      id: 'ses_00000002',
      current: false,
      createdAt: iso(90_000),
      usedAt: iso(5400),
      address: '198.51.100.24',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1',
    },
  ];

  constructor(change: Partial<DoubleState> = {}) {
    this.state = { me: aMe(), code: null, rows, summary, detail: aDetail(), views: [], links: [], analytics, ...change };
  }

  readonly live: OpenLiveOrders = (options) => {
    this.watchers.add(options);
    return () => this.watchers.delete(options);
  };

  /** Sends a change of an order over the live connection. */
  tell(row: OrderRow): void {
    this.state.rows = this.state.rows.some(({ id }) => id === row.id)
      ? this.state.rows.map((one) => (one.id === row.id ? row : one))
      : [row, ...this.state.rows];
    for (const { onOrder } of this.watchers) onOrder(row);
  }

  connection(connected: boolean): void {
    for (const { onConnection } of this.watchers) onConnection(connected);
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    if (this.offline) throw new TypeError('Failed to fetch');
    const address = input instanceof Request ? input.url : input;
    return this.answer(new Request(new URL(address, 'https://cabinet.example'), init));
  };

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.replace(/^.*\/cabinet\/api/, '');
    const text = request.method === 'GET' ? '' : await request.text();
    const asked = {
      method: request.method,
      path,
      query: Object.fromEntries(url.searchParams),
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
    this.asked.push(asked);
    const name = `${asked.method} ${asked.path}`;
    if ([...this.silences].some((part) => name.startsWith(part))) return new Promise(() => undefined);
    const { status, body } = this.respond(asked);
    if (typeof body === 'string') return new Response(body, { status, headers: { 'content-type': 'image/svg+xml' } });
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  }

  private respond(asked: Asked): Answer {
    const name = `${asked.method} ${asked.path}`;
    for (const [part, answer] of this.refusals) if (name.includes(part)) return answer;
    return (
      this.access(asked, name) ??
      this.orders(asked, name) ??
      this.links(asked, name) ??
      shopAnswers(asked) ??
      connectionAnswers(asked) ??
      refused(404, 'not_found')
    );
  }

  private access({ body }: Asked, name: string): Answer | null {
    const { me, code } = this.state;
    switch (name) {
      case 'GET /banks-now':
        return { status: 200, body: banksNow };
      case 'POST /sign-in': {
        const { password, code: sent } = body as { password: string; code?: string };
        if (password !== 'right password') return refused(401, 'credentials_wrong');
        if (code !== null && sent === undefined) return refused(401, 'second_factor_needed');
        if (code !== null && sent !== code) return refused(401, 'credentials_wrong', [{ path: '/code', code: 'code_wrong' }]);
        this.state.me ??= aMe();
        return { status: 200, body: this.state.me };
      }
      case 'POST /sign-out':
        this.state.me = null;
        return { status: 204 };
      case 'POST /password/forgotten':
        return { status: 202 };
      case 'POST /password/link':
        return {
          status: 200,
          body: { purpose: 'invitation', email: 'anna@teplydom.example', name: '', shop: 'Тёплый дом', language: 'ru' },
        };
      case 'POST /password':
        if ((body as { password: string }).password.length < 10)
          return refused(422, 'validation_failed', [{ path: '/password', code: 'password_too_simple' }]);
        this.state.me = aMe();
        return { status: 200, body: this.state.me };
    }
    if (name === 'GET /session') return me ? { status: 200, body: me } : { status: 204 };
    if (!me) return refused(401, 'unauthorized');
    switch (name) {
      case 'PATCH /me':
        this.state.me = { ...me, ...(body as Partial<Me>) };
        return { status: 200, body: this.state.me };
      case 'GET /me/views':
        return { status: 200, body: { data: this.state.views } };
      case 'POST /me/views': {
        const view = { id: `vew_0000000${this.state.views.length}`, ...(body as Omit<SavedView, 'id'>) };
        this.state.views = [...this.state.views, view];
        return { status: 201, body: view };
      }
      case 'POST /me/second-factor/confirm':
        this.state.me = { ...me, secondFactor: true };
        return { status: 200, body: this.state.me };
      case 'DELETE /me/sessions/ses_00000002':
        this.sessions = this.sessions.filter(({ current }) => current);
        return { status: 204 };
      case 'POST /me/second-factor':
        return {
          status: 200,
          body: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', qr: aCode },
        };
      case 'GET /me/sessions':
        return { status: 200, body: { data: this.sessions } };
    }
    return null;
  }

  private orders({ path, query, body }: Asked, name: string): Answer | null {
    const { detail } = this.state;
    if (name === 'GET /orders' || name === 'POST /orders/search') return { status: 200, body: this.page(query, body) };
    if (name === 'GET /orders/summary') return { status: 200, body: this.state.summary };
    const [, id, act] = /^\/orders\/(ord_\w+)\/?(.*)$/.exec(path) ?? [];
    if (id === undefined || act === undefined) return null;
    switch (act) {
      case '':
        return { status: 200, body: detail };
      case 'confirm':
        return this.become({ confirmation: { state: 'held', effectiveAt: iso(-10) } });
      case 'confirm/take-back':
        return this.become({ confirmation: null });
      case 'cancel':
        return this.become({ cancellation: { state: 'pending' } });
      case 'refunds':
        return this.become({ refundedAmount: 350_000 }, 201);
      case 'link':
        return { status: 202, body: detail };
      case 'reveal':
        return { status: 200, body: { value: '+79162041167', hideAt: iso(-60) } };
      case 'notes': {
        const note = {
          id: `nte_0000001${detail.notes.length}`,
          text: (body as { text: string }).text,
          by: this.state.me?.name ?? '',
          at: iso(0),
        };
        this.state.detail = { ...detail, notes: [...detail.notes, note] };
        return { status: 201, body: note };
      }
      default:
        return act.startsWith('deliveries') ? { status: 200, body: { id: 'evt_00000001', type: 'order.created', data: {} } } : null;
    }
  }

  private become(change: Partial<OrderDetail['order']>, status = 202): Answer {
    const order = { ...this.state.detail.order, ...change };
    this.state.detail = { ...this.state.detail, order, actions: actionsOf(order) };
    return { status, body: this.state.detail };
  }

  private page(query: Record<string, string>, body: unknown): unknown {
    const { search = '', status, ...rest } = { ...query, ...(body as Record<string, string> | undefined) };
    const limit = Number(rest['limit'] ?? 50);
    const found = this.state.rows.filter(
      (row) =>
        (!status || status.split(',').includes(row.status)) &&
        (search === '' || `${row.number} ${row.title}`.toLowerCase().includes(search.toLowerCase())),
    );
    const start = Number(rest['after'] ?? 0);
    const data = found.slice(start, start + limit);
    const days = Map.groupBy(found, ({ createdAt }) => moscowDay(new Date(createdAt)));
    return {
      data,
      nextCursor: start + limit < found.length ? String(start + limit) : null,
      days: [...days].map(([day, of]) => ({ day, count: of.length, amount: of.reduce((sum, { amount }) => sum + amount, 0) })),
      total: found.length,
      liveFrom: 1,
    };
  }

  private links({ method, path, body }: Asked, name: string): Answer | null {
    if (name === 'GET /links') return { status: 200, body: { data: this.state.links, nextCursor: null } };
    if (name === 'POST /links') {
      const { items, externalId = null } = body as { items: { price: number; quantity: number }[]; externalId?: string };
      const amount = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
      return { status: 201, body: aLink(amount, externalId) };
    }
    if (method === 'GET' && /^\/links\/ord_\w+$/.test(path)) return { status: 200, body: aLink(3_840_000, '10491') };
    if (path.endsWith('.svg')) return { status: 200, body: aCode };
    if (name === 'GET /analytics') return { status: 200, body: this.state.analytics };
    return null;
  }
}

export const aLink = (amount: number, number: string | null): Link => ({
  id: 'ord_000000000000000000010491',
  number: number ?? '010491',
  amount,
  currency: 'RUB',
  link: 'https://credit.example/apply/ord_000000000000000000010491#ses_ord_000000000000000000010491_example',
  expiresAt: new Date(startedAt.getTime() + 3 * 86_400_000).toISOString(),
  lowest: { amount: Math.ceil(amount / 12), term: 12 },
});

/** Stands where the code would be: three finders on white. */
const finder = (x: number, y: number) => `<path d="M${x} ${y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z" fill-rule="evenodd"/>`;
const aCode = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path fill="#fff" d="M0 0h29v29H0z"/>${finder(4, 4)}${finder(18, 4)}${finder(4, 18)}</svg>`;
