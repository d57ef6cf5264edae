import { formatRoundedUp, sumOf } from '@installment-button/protocol/money';
import { lowestPayment } from '@installment-button/protocol/plans';
import { commonLabel, copyOfButton, followChildren, isFilled, partSlot } from './button-tree.ts';
import { readItems } from './cart.ts';
import { log } from './debug.ts';
import { h, put } from './dom.ts';
import { fire } from './events.ts';
import { styles } from './installment-button.styles.ts';
import { type Checkout, isCheckoutWanted, loadCheckout } from './load-checkout.ts';
import { plansAt } from './plans-cache.ts';
import { reasonOf } from './reason.ts';
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

  /** Only for those that need it: with a name, required, or hidden. */
  #internals: ElementInternals | undefined;
  readonly #button = copyOfButton();
  /** The label that stands in it. */
  #label = commonLabel;
  #icon: HTMLSlotElement | undefined;
  #price: HTMLSlotElement | undefined;
  #reason: HTMLElement | undefined;
  #legal: HTMLElement | undefined;
  readonly #now: Progress = {};
  #attended: ReturnType<Checkout['attend']> | undefined;
  #opening: Promise<boolean> | undefined;
  #available = true;
  #isReady = false;

  constructor() {
    super();
    this.addEventListener('click', this);
  }

  /** @internal The buyer comes near: what the click will need is fetched. */
  static near(event: Event): void {
    for (const target of event.composedPath()) if (target instanceof InstallmentButton) target.#checkout().catch(log);
  }

  /** @internal Is its own listener: functions for each of hundreds of buttons would take their time. */
  handleEvent(event: Event): void {
    const path = event.composedPath();
    // On the host, so that a script's `click()` works as on a native button; what stands under the button is no button.
    if (this.#available && (path[0] === this || path.includes(this.#button))) void this.open();
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
  formDisabledCallback(disabled: boolean): void {
    this.#button.disabled = disabled;
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
    if (this.#button.disabled || !fire(this, 'installment-open', null)) return false;
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
    root.appendChild(this.#button);
    followChildren(this);
  }

  /** @internal */
  protected override update(changed: readonly string[]): void {
    const items = readItems(this.items);
    const amount = items ? sumOf(items) : this.amount;
    this.#draw(amount ?? 0);
    // Of another cart there may be another order; a form waits for the one that is named; items that cannot be read are told at once.
    if ((items === null || (this.session && this.required) || isCheckoutWanted()) && cart.some((name) => changed.includes(name))) {
      this.#checkout().then((checkout) => checkout.resume(), log);
    }
  }

  #draw(amount: number): void {
    const { variant, size, preview, currency, language: locale } = this;
    const { busy, failure } = this.#now;
    const address = this.shop && amount ? `${serviceOf(this)}/v1/plans?shop=${this.shop}&product=${this.product}` : '';
    // Null: there is none to be had; undefined: not yet.
    const plans = address ? plansAt(address, this) : null;
    const button = this.#button;
    const product = this.product === 'credit' ? 'credit' : 'installment';
    const text = texts[locale];
    const money = (sum: number) => formatRoundedUp(sum, currency, locale);
    const lowest = plans && lowestPayment(plans.data, amount, product);
    const fits = !plans || !!lowest;
    // While the table is on its way, kopecks in plain digits keep the place of the payment: they are about as wide, and the first `Intl` of a
    // page, which takes long, does not stand before the first paint.
    const payment = plans !== null && preview && size !== 's' && fits ? (lowest ? money(lowest) : `${Math.ceil(amount / 12)}`) : '';
    const ownPrice = isFilled(this, 'price');
    const reason = failure ?? (fits ? '' : reasonOf(plans.data, amount, product, money, text));
    const law = (preview && fits && (plans === undefined ? ' ' : plans?.legal?.[locale])) || '';

    let classes = `${variant} ${size}`;
    if (!isFilled(this, 'icon')) this.#icon?.remove();
    else if (!this.#icon?.parentNode) button.prepend((this.#icon ??= partSlot('icon')));
    if (!ownPrice && !payment) this.#price?.remove();
    else if (!this.#price?.parentNode) button.append((this.#price ??= partSlot('price')));
    if (payment) put(this.#price, text.payment.join(payment));
    if (plans === undefined && !ownPrice) classes += ' wait';
    if (button.disabled || !fits) classes += ' off';
    if (busy) classes += ' busy';
    if (button.className !== classes) {
      button.className = classes;
      button.ariaDisabled = fits ? null : 'true';
      button.ariaBusy = busy ? 'true' : null;
    }
    const label = text.label[product];
    if (this.#label !== label) put(button.querySelector('[name=label]'), (this.#label = label));
    if (law && !this.#legal) button.parentNode?.append((this.#legal = h('p', { part: 'legal' })));
    put(this.#legal, law);
    // With the ring at the latest: of a status, only what changes while it is there is read out.
    if ((busy || reason) && !this.#reason) {
      button.append(h('i', { part: 'spinner' }));
      button.after((this.#reason = h('p', { part: 'reason', id: 'reason', role: 'status' })));
      button.setAttribute('aria-describedby', 'reason');
    }
    put(this.#reason, reason);
    this.#available = fits;
    this.#tellInternals(label);

    if (this.#isReady || plans === undefined || (this.shop && !amount && !this.session)) return;
    this.#isReady = true;
    fire(this, 'installment-ready', { available: fits });
  }

  /** What the form and the style sheet ask the element itself. Most have nothing to say, and need no internals. */
  #tellInternals(label: string): void {
    const { order, session, required } = this;
    const isHidden = !this.#available && this.unavailable === 'hide';
    const value = order?.id ?? orderIdOf(session) ?? null;
    if (!isHidden && !value && !required && !this.#internals) return;
    const valueMissing = required && !/signed|confirmed|settled/.test(`${order?.status}`);
    const internals = (this.#internals ??= this.attachInternals());
    internals.states[isHidden ? 'add' : 'delete']('hidden');
    internals.setFormValue(value);
    internals.setValidity({ valueMissing }, label, this.#button);
  }
}

InstallmentButton.declare(properties);

/** What tells one order from another. */
const cart = ['shop', 'items', 'session', 'sessionUrl', 'amount', 'externalId', 'product', 'required'];

declare global {
  interface HTMLElementTagNameMap {
    'installment-button': InstallmentButton;
  }
}
