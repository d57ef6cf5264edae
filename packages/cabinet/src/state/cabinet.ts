import { meSchema, type Me } from '@installment-button/protocol/cabinet/access';
import type { Mode, OrderRow } from '@installment-button/protocol/cabinet/orders';
import { optional } from 'zod/mini';
import { Api } from '../api/api.ts';
import { openLiveOrders, type OpenLiveOrders } from '../api/live-orders.ts';
import { Formats, type Locale } from '../format/formats.ts';
import { sharedTexts, type SharedTexts } from '../texts/shared.ts';
import { browserAddress, type Address } from './address.ts';
import { announceSignature } from './announce-signature.ts';
import { NewSignatures } from './new-signatures.ts';
import { OrderList } from './order-list.ts';
import { addressOf, baseOf, readPlace, type Place } from './place.ts';
import { keepSettings, readSettings, type Settings } from './settings.ts';
import { Shortcuts } from './shortcuts.ts';
import { ToastQueue } from './toast-queue.ts';

/** How long to wait before the session is asked for again, after the service did not answer. */
const RETRY_MS = 5000;

export type Phase = 'loading' | 'signed-out' | 'open' | 'failed';

/** The cabinet's surroundings; tests and stories bring their own. */
export interface CabinetOptions {
  api?: Api;
  address?: Address;
  live?: OpenLiveOrders;
  now?: () => Date;
  storage?: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The state that all pages share: who is signed in, which page is open, what changes live. */
export class Cabinet {
  readonly api: Api;
  readonly shortcuts = new Shortcuts(() => this.changed());
  readonly toasts = new ToastQueue(() => this.changed());
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
  /** When the live connection last brought something. */
  heardAt: Date;
  /** Called with every order that changes. */
  readonly orderListeners = new Set<(row: OrderRow) => void>();
  private readonly listeners = new Set<() => void>();
  private readonly signatures = new NewSignatures();
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
    this.orders = new OrderList({
      api: this.api,
      now: this.now,
      mode: () => this.mode,
      changed: () => this.changed(),
      follow: (after) => this.follow(after),
    });
    this.api.onSignedOut = () => this.signedOut();
    this.address.listen(() => this.arrive());
    this.shortcuts.singleKeys = this.settings.singleKeys;
  }

  get texts(): SharedTexts {
    return sharedTexts[this.locale];
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
    this.phase = 'open';
    this.renew(me);
    this.follow(null);
    // The list reads the summary itself. On other pages the top bar shows how many orders wait.
    if (this.place.page !== 'orders') void this.orders.loadSummary();
  }

  /** Takes the person's own data after a change. */
  renew(me: Me): void {
    this.me = me;
    this.speak(me.language);
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

  /** Live orders, unless the shop has none or the person chose the test orders. */
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
    this.shortcuts.singleKeys = this.settings.singleKeys;
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

  /** The address of a place, for links that can be opened in another tab. */
  hrefOf(place: Place): string {
    return addressOf(this.base, place);
  }

  /** Follows the shop's orders: from the point that the list's answer gave, or from now. */
  private follow(after: number | null): void {
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
      onRefused: () => void this.checkSession(),
    });
  }

  /** After the live connection was refused: the session has ended, or the service is away for a moment. The page stays as it is. */
  private async checkSession(): Promise<void> {
    const me = await this.api.get('/session', optional(meSchema)).catch(() => 'away' as const);
    if (me === 'away') {
      setTimeout(() => {
        if (this.phase === 'open') void this.checkSession();
      }, RETRY_MS);
    } else if (!me) this.signedOut();
    else if (this.orders.phase === 'ready') void this.orders.load();
    else this.follow(null);
  }

  private hear(row: OrderRow): void {
    this.heardAt = this.now();
    const signed = this.signatures.includes(row, this.orders.row(row.id)?.status, this.heardAt);
    const isOpen = this.place.page === 'order' && this.place.id === row.id;
    if (signed && !isOpen) {
      const { texts, formats, settings, toasts } = this;
      announceSignature(row, { texts, formats, settings, toasts, openOrder: (id) => this.go({ page: 'order', id }) });
    }
    this.orders.hear(row);
    for (const listener of this.orderListeners) listener(row);
    this.changed();
  }

  private arrive(): void {
    this.place = readPlace(this.address.read());
    this.changed();
  }
}
