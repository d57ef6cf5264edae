import { sumOf } from '@installment-button/protocol/money';
import { buttonTree } from './button-tree.ts';
import { readItems } from './cart.ts';
import { log } from './debug.ts';
import { h, put } from './dom.ts';
import { fire } from './events.ts';
import { styles } from './installment-button.styles.ts';
import { type Checkout, isCheckoutWanted, loadCheckout } from './load-checkout.ts';
import { type PlansAnswer, plansAt } from './plans-cache.ts';
import { type Price, priceOf, type Sum } from './price.ts';
import { properties } from './properties.ts';
import { PropertyElement } from './property-element.ts';
import { serviceOf } from './service.ts';
import { createSession, orderIdOf } from './session.ts';
import { texts } from './texts.ts';
import type {
  InstallmentBuyer,
  InstallmentItem,
  InstallmentLocale,
  InstallmentMode,
  InstallmentOrder,
  InstallmentProduct,
  InstallmentSize,
  InstallmentTheme,
  InstallmentVariant,
} from './types.ts';

/** A dialog or a tab that shows the application. */
export interface View {
  /** Brings it to the front; false where it is gone. */
  show(): boolean;
  close(): void;
}

/** How things stand; the checkout writes it, the element draws it. */
export interface Progress {
  busy?: boolean;
  /** Under the button: what went wrong, or a link that mends it. */
  failure?: Node | string | undefined;
  /** Once its status is known. */
  order?: InstallmentOrder | undefined;
  view?: View;
  /** Somebody closed what was not open yet. */
  withdrawn?: boolean;
}

/**
 * A button that sells in installments.
 *
 * @summary Opens the application for an installment or a credit over the shop's page
 * @fires {CustomEvent<InstallmentReadyDetail>} installment-ready - Once label, price and availability are final
 * @fires {CustomEvent<null>} installment-open - Before anything is asked or opened; cancelable
 * @fires {CustomEvent<InstallmentStatusDetail>} installment-status - The order reached another status. A hint, never proof: ship on the webhook
 * @fires {CustomEvent<InstallmentCloseDetail>} installment-close - The application was closed
 * @fires {CustomEvent<InstallmentErrorDetail>} installment-error - Something failed; `code` says what
 * @slot label - In place of the label
 * @slot icon - Before the label, 20 px
 * @slot price - In place of the monthly payment
 * @csspart button - The native button
 * @csspart label - The first line
 * @csspart price - The monthly payment
 * @csspart icon - Around the icon
 * @csspart spinner - The ring while it opens
 * @csspart reason - Why it is not available, or what went wrong
 * @csspart legal - The text about risk and full cost, with `preview`
 * @cssprop [--installment-accent=#17181b] - Colour of the filled button, and of the text of the others
 * @cssprop --installment-on-accent - Text on the accent; default: white or black, whichever reads better
 * @cssprop --installment-text - Text of outline and plain, where the accent is too light for text
 * @cssprop [--installment-radius=10px] - Corner radius
 * @cssprop [--installment-font=inherit] - Font family
 * @cssprop [--installment-weight=500] - Weight of the label
 * @cssprop [--installment-tracking=0] - Letter spacing of the label
 * @cssprop [--installment-height=48px] - Least height; 40 px in size s, 56 px in l
 * @cssprop [--installment-gap=8px] - Between icon and label
 */
export class InstallmentButton extends PropertyElement {
  /** @internal */
  static readonly formAssociated = true;

  /**
   * Publishable key, `pk_live_…` or `pk_test_…`.
   * @attr shop
   */
  declare shop: string | null | undefined;
  /**
   * The cart: JSON text or an array.
   * @attr items
   */
  declare items: InstallmentItem[] | string | null | undefined;
  /**
   * Session token of an order that the shop's server made.
   * @attr session
   */
  declare session: string | null | undefined;
  /**
   * Asked at the click by POST for `{session}`.
   * @attr session-url
   */
  declare sessionUrl: string | null | undefined;
  /** The same as a function. */
  declare createSession: (() => Promise<string>) | null | undefined;
  /**
   * Sum in minor units for the preview, where there are no items.
   * @attr amount
   */
  declare amount: number | null | undefined;
  /**
   * ISO 4217.
   * @attr currency
   * @default 'RUB'
   */
  declare currency: string;
  /**
   * The shop's own order number.
   * @attr external-id
   */
  declare externalId: string | null | undefined;
  /**
   * `installment` costs the price and no more, `credit` bears interest.
   * @attr product
   * @default 'installment'
   */
  declare product: InstallmentProduct;
  /**
   * Over the page, in a tab of its own, or in place of the page.
   * @attr mode
   * @default 'modal'
   */
  declare mode: InstallmentMode;
  /**
   * Preferred months.
   * @attr term
   */
  declare term: number | null | undefined;
  /**
   * Default: the nearest `lang`, else `ru`.
   * @attr locale
   */
  declare locale: InstallmentLocale | null | undefined;
  /**
   * `auto`: the element's used color-scheme.
   * @attr theme
   * @default 'auto'
   */
  declare theme: InstallmentTheme;
  /**
   * Filled with the accent, outlined, or like a link.
   * @attr variant
   * @default 'filled'
   */
  declare variant: InstallmentVariant;
  /**
   * 40, 48 or 56 px high; `s` shows no payment.
   * @attr size
   * @default 'm'
   */
  declare size: InstallmentSize;
  /**
   * Shows the lowest monthly payment.
   * @attr preview
   * @default false
   */
  declare preview: boolean;
  /**
   * What to do when no plan fits the sum.
   * @attr unavailable
   * @default 'disable'
   */
  declare unavailable: 'disable' | 'hide';
  /**
   * As on a native button.
   * @attr disabled
   * @default false
   */
  declare disabled: boolean;
  /**
   * Name in the form; the value is the order's id.
   * @attr name
   */
  declare name: string | null | undefined;
  /**
   * The form is valid from `signed` on.
   * @attr required
   * @default false
   */
  declare required: boolean;
  /** Fills the form in advance; goes over the frame's port only. */
  declare buyer: InstallmentBuyer | null | undefined;
  /**
   * Where the backend is; default: the script's own origin.
   * @attr service-url
   */
  declare serviceUrl: string | null | undefined;

  readonly #internals = this.attachInternals();
  readonly #tree = buttonTree();
  readonly #now: Progress = {};
  #attended: ReturnType<Checkout['attend']> | undefined;
  #opening: Promise<boolean> | undefined;
  #plansAddress = '';
  /** Null: there are none to be had; undefined: not yet. */
  #plans: PlansAnswer | null | undefined;
  #available = true;
  #formState = 'null false';
  #isReady = false;

  constructor() {
    super();
    const near = () => this.#checkout().catch(log);
    this.addEventListener('pointerenter', near, once);
    this.addEventListener('focusin', near, once);
    // On the host, so that a script's `click()` works as on a native button; what stands under the button is no button.
    this.addEventListener('click', (event) => {
      const path = event.composedPath();
      if (this.#available && (path[0] === this || path.includes(this.#tree[1]))) void this.open();
    });
  }

  /** The order that is followed, once its status is known. */
  get order(): InstallmentOrder | null {
    return this.#now.order ?? null;
  }

  /** False where no plan fits the sum. */
  get available(): boolean {
    return this.#available;
  }

  /** Opens the application, as a click does: did it open? Never rejects; calls at once share one answer. */
  open(): Promise<boolean> {
    if (this.#now.view?.show()) return Promise.resolve(true);
    return (this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
      this.#tell({ busy: false });
    }));
  }

  /** Closes the application; the draft is kept. */
  close(): void {
    this.#now.withdrawn = true;
    this.#now.view?.close();
  }

  /** @internal */
  formDisabledCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    if (this.#now.order) this.#checkout().then(({ leave }) => leave(), log);
  }

  /** @internal Language in which it speaks. */
  get language(): InstallmentLocale {
    const element = this.isConnected ? this : document.documentElement;
    return /^en/.test(this.locale ?? (element.matches(':lang(en)') ? 'en' : '')) ? 'en' : 'ru';
  }

  async #open(): Promise<boolean> {
    if (this.#tree[1].disabled || !fire(this, 'installment-open', null)) return false;
    // Only in the click itself does the browser open a tab.
    const tab = this.mode === 'tab' ? window.open('') : null;
    this.#tell({ busy: true, failure: undefined, withdrawn: false });
    try {
      return await (await this.#checkout()).open(tab);
    } catch (error) {
      return this.#fallBack(error, tab);
    }
  }

  /** The rest of the script did not load: the order can still be made, and its application opened in a tab. */
  async #fallBack(error: unknown, tab: Window | null): Promise<boolean> {
    tab?.close();
    const { unavailable, tab: words } = texts[this.language];
    const session = this.session || (await createSession(this).catch(() => ''));
    const href = `${serviceOf(this)}/apply/${orderIdOf(session)}#${session}`;
    this.#tell({ failure: session ? h('a', { href, target: '_blank' }, words) : unavailable });
    fire(this, 'installment-error', { code: 'chunk_failed', message: String(error) });
    return false;
  }

  async #checkout() {
    const { attend } = await loadCheckout();
    return (this.#attended ??= attend({ element: this, now: this.#now, tell: (progress) => this.#tell(progress) }));
  }

  #tell(progress: Progress): void {
    Object.assign(this.#now, progress);
    this.requestUpdate();
  }

  /** @internal */
  protected override createRoot(): void {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [styles()];
    root.append(this.#tree[0]);
    root.addEventListener('slotchange', () => this.requestUpdate());
  }

  /** @internal */
  protected override update(changed: ReadonlySet<string>): void {
    const items = readItems(this.items);
    const amount = items ? sumOf(items) : this.amount;
    const { shop } = this;
    this.#readPlans(shop && amount ? `${serviceOf(this)}/v1/plans?shop=${shop}&product=${this.product}` : '');
    this.#draw(amount ?? 0);
    this.#fillForm();
    // Of another cart there may be another order; a form waits for the one that is named; items that cannot be read are told at once.
    if (cart.some((name) => changed.has(name)) && (items === null || (this.session && this.required) || isCheckoutWanted())) {
      this.#checkout().then((checkout) => checkout.resume(), log);
    }
  }

  #readPlans(address: string): void {
    if (address === this.#plansAddress) return;
    this.#plansAddress = address;
    this.#plans = address ? undefined : null;
    if (!address) return;
    const table = plansAt(address);
    if (!(table instanceof Promise)) return void (this.#plans = table);
    void table.then((plans) => {
      if (address !== this.#plansAddress) return;
      this.#plans = plans;
      this.requestUpdate();
    });
  }

  #draw(amount: number): void {
    const { size, preview, currency, language: locale } = this;
    const { busy, failure } = this.#now;
    const [, button, icon, price, label, payment, below, legal] = this.#tree;
    const plans = this.#plansAddress ? this.#plans : null;
    const product = this.product === 'credit' ? 'credit' : 'installment';
    const text = texts[locale];
    const sum: Sum = { amount, product, currency, locale, shown: preview && size !== 's' };
    const [fits, words]: Price = plans === null ? [true, ''] : priceOf(plans?.data, sum, text);

    const ownPrice = price.assignedNodes().length;
    const reason = fits ? '' : words;
    const disabled = this.matches(':disabled');
    this.#available = fits;
    button.disabled = disabled;
    button.className = [
      this.variant,
      size,
      (ownPrice || (fits && words)) && 'two',
      !ownPrice && plans === undefined && 'wait',
      icon.assignedNodes().length && 'with',
      (reason || disabled) && 'off',
    ].join(' ');
    button.ariaDisabled = `${!fits}`;
    button.ariaBusy = `${!!busy}`;
    put(label, text.label[product]);
    if (fits && words) put(payment, text.payment[0], h('bdi', {}, words), text.payment[1]);
    put(below, failure ?? reason);
    put(legal, (preview && fits && (plans === undefined ? ' ' : plans?.legal?.[locale])) || '');
    const { states } = this.#internals;
    if (!fits && this.unavailable === 'hide') states.add('hidden');
    else if (states.size) states.clear();

    if (this.#isReady || plans === undefined || (this.shop && !amount && !this.session)) return;
    this.#isReady = true;
    fire(this, 'installment-ready', { available: fits });
  }

  #fillForm(): void {
    const { order, session, required } = this;
    const value = order?.id ?? orderIdOf(session) ?? null;
    const missing = required && !/signed|confirmed|settled/.test(order?.status ?? '');
    const state = `${value} ${missing}`;
    if (state === this.#formState) return;
    this.#formState = state;
    this.#internals.setFormValue(value);
    this.#internals.setValidity({ valueMissing: missing }, this.#tree[4].textContent, this.#tree[1]);
  }
}

InstallmentButton.declare(properties);

const once = { once: true, passive: true };

/** What tells one order from another. */
const cart = ['shop', 'items', 'session', 'sessionUrl', 'amount', 'externalId', 'product', 'required'];

declare global {
  interface HTMLElementTagNameMap {
    'installment-button': InstallmentButton;
  }
}
