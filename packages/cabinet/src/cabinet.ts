import { meSchema, type Me } from '@installment-button/protocol/cabinet/access';
import type { Mode, OrderRow } from '@installment-button/protocol/cabinet/orders';
import { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import { Formats, type Locale } from './formats.ts';
import { Keys } from './keys.ts';
import { openLiveOrders } from './live-orders.ts';
import { OrderList } from './pages/orders/order-list.ts';
import { addressOf, baseOf, readPlace, type Place } from './place.ts';
import { keepSettings, readSettings, type Settings } from './settings.ts';
import { commonTexts, type CommonTexts } from './texts/common.ts';
import { Toasts } from './toasts.ts';

export type Phase = 'loading' | 'signed-out' | 'open' | 'failed';

/** All that the pages share: who is signed in, where one is, what changes live. */
export class Cabinet {
  readonly api = new Api();
  readonly keys = new Keys(() => this.changed());
  readonly toasts = new Toasts(() => this.changed());
  readonly orders: OrderList;
  readonly base = baseOf(location.pathname);
  phase: Phase = 'loading';
  me: Me | null = null;
  settings: Settings = readSettings();
  place: Place = readPlace(new URL(location.href));
  locale: Locale = navigator.language.startsWith('ru') ? 'ru' : 'en';
  formats = new Formats(this.locale);
  connected = true;
  /** When the last word came over the live connection. */
  heardAt = new Date();
  /** Told of every order that changes. */
  readonly orderListeners = new Set<(row: OrderRow) => void>();
  private readonly listeners = new Set<() => void>();
  private stopLive: (() => void) | null = null;

  constructor() {
    this.orders = new OrderList(this);
    this.api.onSignedOut = () => this.signedOut();
    addEventListener('popstate', () => this.arrive());
    this.keys.singleKeys = this.settings.singleKeys;
  }

  get texts(): CommonTexts {
    return commonTexts[this.locale];
  }

  now(): Date {
    return new Date();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  async open(): Promise<void> {
    this.phase = 'loading';
    this.changed();
    try {
      this.signedIn(await this.api.get('/me', meSchema));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return;
      this.phase = 'failed';
      this.changed();
    }
  }

  signedIn(me: Me): void {
    this.me = me;
    this.phase = 'open';
    this.speak(me.language);
    this.follow(null);
    if (this.place.page === 'password') this.go({ page: 'orders', query: {} }, { replace: true });
    this.changed();
  }

  /** The person's own data changed. */
  renew(me: Me): void {
    this.me = me;
    this.speak(me.language);
    this.changed();
  }

  signedOut(): void {
    this.stopLive?.();
    this.stopLive = null;
    this.orders.forget();
    this.me = null;
    this.phase = 'signed-out';
    this.changed();
  }

  async signOut(): Promise<void> {
    await this.api.act('POST', '/sign-out').catch(() => undefined);
    this.signedOut();
  }

  speak(locale: Locale): void {
    if (locale !== this.locale) {
      this.locale = locale;
      this.formats = new Formats(locale);
    }
    document.documentElement.lang = locale;
    this.changed();
  }

  /** Live orders, unless the shop has none or somebody looks at the test ones. */
  get mode(): Mode {
    const modes = this.me?.modes ?? [];
    const wished = this.settings.mode;
    if (wished && modes.includes(wished)) return wished;
    return modes.includes('live') || modes.length === 0 ? 'live' : 'test';
  }

  change(settings: Partial<Settings>): void {
    const before = this.mode;
    this.settings = { ...this.settings, ...settings };
    keepSettings(this.settings);
    this.keys.singleKeys = this.settings.singleKeys;
    if (this.mode !== before) {
      this.orders.forget();
      this.follow(null);
    }
    this.changed();
  }

  go(place: Place, { replace = false } = {}): void {
    history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(this.base, place));
    this.arrive();
  }

  /** For links that can be opened in another tab too. */
  hrefOf(place: Place): string {
    return addressOf(this.base, place);
  }

  /** Follows the shop's orders; anew from `after`, which the list's answer gave. */
  follow(after: number | null): void {
    this.stopLive?.();
    this.stopLive = openLiveOrders({
      mode: this.mode,
      after,
      onOrder: (row) => this.hear(row),
      onReload: () => void this.orders.load(),
      onConnection: (connected) => {
        if (connected) this.heardAt = this.now();
        if (connected === this.connected) return;
        this.connected = connected;
        this.changed();
      },
      onRefused: () => void this.open(),
    });
  }

  private hear(row: OrderRow): void {
    this.heardAt = this.now();
    this.toasts.tellOf(row, this);
    this.orders.hear(row);
    for (const listener of this.orderListeners) listener(row);
    this.changed();
  }

  private arrive(): void {
    this.place = readPlace(new URL(location.href));
    this.changed();
  }
}
