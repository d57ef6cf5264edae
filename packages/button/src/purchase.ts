import { loadChunk } from './chunk.ts';
import { log } from './debug.ts';
import type { FollowedOrder, Follower } from './dialog/followed-order.ts';
import { fire, InstallmentError } from './events.ts';
import { createSession, orderLink } from './session.ts';
import type { Settings } from './settings.ts';
import { themeOf } from './theme.ts';
import type { InstallmentErrorCode, InstallmentOptions } from './types.ts';

/** Who sells: the element, or `Installment.open()` without one. */
export interface Seller extends Follower {
  /** Whose style and language are taken. */
  readonly element: Element;
  readonly options: InstallmentOptions;
  /** Throws `configuration`. */
  settings(): Settings;
}

/** What the buyer is told under the button when it did not open. */
export interface Failure {
  readonly code: InstallmentErrorCode;
  /** To the application in a tab of its own, where there is an order already. */
  readonly link: string | undefined;
}

/** A dialog or a tab that shows the application. */
export interface View {
  readonly shown: boolean;
  close(): void;
}

/** One seller's way from the click to the end of the order. */
export class Purchase {
  busy = false;
  order: FollowedOrder | undefined;
  failure: Failure | undefined;
  readonly #seller: Seller;
  #opening: Promise<boolean> | undefined;
  #view: View | undefined;
  #withdrawn = false;

  constructor(seller: Seller) {
    this.#seller = seller;
  }

  /** Did it open? Calls at once share one answer; never rejects. */
  open(): Promise<boolean> {
    if (this.#view?.shown) return Promise.resolve(true);
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  close(): void {
    this.#withdrawn = true;
    this.#view?.close();
  }

  /** Goes on with the order that this tab began before a reload; another cart has none. */
  async resume(): Promise<void> {
    if (this.busy || this.#view?.shown) return;
    this.#follow(undefined);
    if (!remembersAnything()) return;
    try {
      const settings = this.#seller.settings();
      const { recall, follow } = await loadChunk();
      const remembered = recall(settings);
      if (remembered && !this.busy) this.#follow(follow(remembered, settings, this.#seller));
    } catch (error) {
      log('nothing resumed', error);
    }
  }

  forget(): void {
    this.#follow(undefined);
  }

  fail(error: unknown, link?: string): false {
    const { code, message } = error instanceof InstallmentError ? error : new InstallmentError('order_failed', String(error));
    this.failure = { code, link };
    log('failed:', code, message);
    fire(this.#seller.target(), 'installment-error', { code, message });
    return false;
  }

  async #open(): Promise<boolean> {
    this.#withdrawn = false;
    this.failure = undefined;
    let tab: Window | null = null;
    // Everything down to the tab must happen in the click itself, else the browser blocks the tab.
    try {
      if (!fire(this.#seller.target(), 'installment-open', null)) return false;
      const settings = this.#seller.settings();
      check(settings);
      if (settings.mode === 'tab') tab = window.open('', '_blank');
      this.#setBusy(true);
      const opened = await this.#show(settings, tab);
      // On the way to another page the ring stays until the page is gone.
      if (settings.mode !== 'page') this.#setBusy(false);
      return opened;
    } catch (error) {
      tab?.close();
      this.fail(error);
      this.#setBusy(false);
      return false;
    }
  }

  async #show(settings: Settings, tab: Window | null): Promise<boolean> {
    const chunk = await loadChunk().catch(() => undefined);
    const session = settings.session ? { session: settings.session } : (chunk?.recall(settings) ?? (await createSession(settings)));
    const link = orderLink(settings, themeOf(this.#seller.element, this.#seller.options.theme), session.session);
    const order = chunk?.follow(session, settings, this.#seller);
    if (order) this.#follow(order);
    if (this.#withdrawn) {
      tab?.close();
      return false;
    }
    if (settings.mode === 'page') {
      location.assign(link);
      return true;
    }
    if (tab) {
      tab.opener = null;
      tab.location.replace(link);
      if (order) this.#view = chunk?.watchTab(tab, order);
      return true;
    }
    if (settings.mode === 'tab')
      return this.fail(new InstallmentError('popup_blocked', 'The browser opened no tab: call open() in a click'), link);
    if (!chunk || !order) return this.fail(new InstallmentError('chunk_failed', 'The script of the dialog did not load'), link);
    this.#view = chunk.showDialog(order, settings, this.#seller, link);
    return true;
  }

  #follow(order: FollowedOrder | undefined): void {
    if (this.order !== order) this.order?.followers.delete(this.#seller);
    this.order = order;
    this.#seller.changed();
  }

  /** Also ends the ring when the buyer comes back by the history. */
  #setBusy(busy: boolean): void {
    this.busy = busy;
    this.#seller.changed();
    if (busy) addEventListener('pageshow', () => this.#setBusy(false), { once: true });
  }
}

function check({ service, session, sessionUrl, createSession, shop, items }: Settings): void {
  const missing = !service ? 'service-url' : session || sessionUrl || createSession ? '' : !shop ? 'shop' : !items?.length ? 'items' : '';
  if (missing) throw new InstallmentError('configuration', `${missing} is missing`);
}

function remembersAnything(): boolean {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('installment:'));
  } catch {
    return false;
  }
}
