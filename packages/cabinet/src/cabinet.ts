import { meSchema, type Me } from '@installment-button/protocol/cabinet/access';
import type { Mode, OrderRow } from '@installment-button/protocol/cabinet/orders';
import { optional } from 'zod/mini';
import { browserAddress, type Address } from './address.ts';
import { Api } from './api.ts';
import { Formats, type Locale } from './formats.ts';
import { Keys } from './keys.ts';
import { openLiveOrders, type OpenLiveOrders } from './live-orders.ts';
import { OrderList } from './pages/orders/order-list.ts';
import { addressOf, baseOf, readPlace, type Place } from './place.ts';
import { keepSettings, readSettings, type Settings } from './settings.ts';
import { commonTexts, type CommonTexts } from './texts/common.ts';
import { Toasts } from './toasts.ts';

/** After a refusal the service is asked again so often. */
const AWAY_MS = 5000;

export type Phase = 'loading' | 'signed-out' | 'open' | 'failed';

/** What the cabinet stands on; tests and stories bring their own. */
export interface CabinetOptions {
  api?: Api;
  address?: Address;
  live?: OpenLiveOrders;
  now?: () => Date;
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
}

/** All that the pages share: who is signed in, where one is, what changes live. */
export class Cabinet {
  readonly api: Api;
  readonly keys = new Keys(() => this.changed());
  readonly toasts = new Toasts(() => this.changed());
  readonly orders: OrderList;
  readonly base: string;
  readonly now: () => Date;
  phase: Phase = 'loading';
  me: Me | null = null;
  settings: Settings;
  place: Place;
  locale: Locale = navigator.language.startsWith('ru') ? 'ru' : 'en';
  formats = new Formats(this.locale);
  connected = true;
  /** When the last word came over the live connection. */
  heardAt: Date;
  /** Told of every order that changes. */
  readonly orderListeners = new Set<(row: OrderRow) => void>();
  private readonly listeners = new Set<() => void>();
  private stopLive: (() => void) | null = null;
  private readonly address: Address;
  private readonly live: OpenLiveOrders;
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;

  constructor(options: CabinetOptions = {}) {
    this.api = options.api ?? new Api();
    this.address = options.address ?? browserAddress;
    this.live = options.live ?? openLiveOrders;
    this.now = options.now ?? (() => new Date());
    this.storage = options.storage ?? localStorage;
    this.base = baseOf(this.address.read().pathname);
    this.place = readPlace(this.address.read());
    this.settings = readSettings(this.storage);
    this.heardAt = this.now();
    this.orders = new OrderList(this);
    this.api.onSignedOut = () => this.signedOut();
    this.address.listen(() => this.arrive());
    this.keys.singleKeys = this.settings.singleKeys;
  }

  get texts(): CommonTexts {
    return commonTexts[this.locale];
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
      const me = await this.api.get('/session', optional(meSchema));
      if (me) this.signedIn(me);
      else this.signedOut();
    } catch {
      this.phase = 'failed';
      this.changed();
    }
  }

  signedIn(me: Me): void {
    this.me = me;
    this.phase = 'open';
    this.speak(me.language);
    this.follow(null);
    // The list reads it anew; elsewhere the bar tells how many wait.
    if (this.place.page !== 'orders') void this.orders.loadSummary();
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
    keepSettings(this.settings, this.storage);
    this.keys.singleKeys = this.settings.singleKeys;
    if (this.mode !== before) {
      this.orders.forget();
      this.follow(null);
    }
    this.changed();
  }

  go(place: Place, { replace = false } = {}): void {
    this.address.write(addressOf(this.base, place), replace);
    this.arrive();
  }

  /** For links that can be opened in another tab too. */
  hrefOf(place: Place): string {
    return addressOf(this.base, place);
  }

  /** Follows the shop's orders; anew from `after`, which the list's answer gave. */
  follow(after: number | null): void {
    this.stopLive?.();
    this.stopLive = this.live({
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
      onRefused: () => void this.lookAgain(),
    });
  }

  /** The live connection was refused: the session has ended, or the service is away for a moment. The page stays meanwhile. */
  private async lookAgain(): Promise<void> {
    const me = await this.api.get('/session', optional(meSchema)).catch(() => 'away' as const);
    if (me === 'away') {
      setTimeout(() => {
        if (this.phase === 'open') void this.lookAgain();
      }, AWAY_MS);
    } else if (!me) this.signedOut();
    else if (this.orders.phase === 'ready') void this.orders.load();
    else this.follow(null);
  }

  private hear(row: OrderRow): void {
    this.heardAt = this.now();
    this.toasts.tellOf(row, this);
    this.orders.hear(row);
    for (const listener of this.orderListeners) listener(row);
    this.changed();
  }

  private arrive(): void {
    this.place = readPlace(this.address.read());
    this.changed();
  }
}
