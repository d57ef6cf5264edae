import { buildTree, followChildren, isFilled } from './button-tree.ts';
import { buttonTexts } from './button-texts.ts';
import { computeView } from './button-view.ts';
import { type Cart, readCart } from './cart.ts';
import type { Checkout, CheckoutProgress } from './checkout-host.ts';
import { createSession } from './create-session.ts';
import { log } from './debug.ts';
import { h } from './dom.ts';
import { fire } from './events.ts';
import { styles } from './installment-button.styles.ts';
import { isCheckoutWanted, loadCheckout } from './load-checkout.ts';
import { orderIdOf } from './order-id.ts';
import { plansAt } from './plans-cache.ts';
import { properties } from './properties.ts';
import { PropertyElement } from './property-element.ts';
import { serviceOf } from './service.ts';
import type {
  InstallmentBuyer,
  InstallmentItem,
  InstallmentLanguage,
  InstallmentLocale,
  InstallmentMode,
  InstallmentOrder,
  InstallmentProduct,
  InstallmentSize,
  InstallmentTheme,
  InstallmentVariant,
} from './types.ts';

/**
 * A button that sells in installments.
 *
 * @summary Opens the application for an installment or a credit over the shop's page
 * @fires {CustomEvent<InstallmentReadyDetail>} installment-ready - Fired once, when label, price and availability are final
 * @fires {CustomEvent<null>} installment-open - Fired before any request or window; cancelable
 * @fires {CustomEvent<InstallmentStatusDetail>} installment-status - The order reached another status. A hint, never proof: ship on the webhook
 * @fires {CustomEvent<InstallmentCloseDetail>} installment-close - The application was closed
 * @fires {CustomEvent<InstallmentErrorDetail>} installment-error - Something failed; `code` says what
 * @slot label - Replaces the label
 * @slot icon - Stands before the label, 20 px
 * @slot price - Replaces the monthly payment
 * @csspart button - The native button
 * @csspart label - The first line
 * @csspart price - The monthly payment
 * @csspart icon - The box around the icon
 * @csspart spinner - The ring that turns while the application opens
 * @csspart reason - Why the button is not available, or what went wrong
 * @csspart legal - The text about risk and full cost, with `preview`
 * @cssprop [--installment-accent=#17181b] - The colour of the filled button, and of the text of the other variants
 * @cssprop --installment-on-accent - The colour of text on the accent. Default: white or black, whichever reads better
 * @cssprop --installment-text - The colour of the text of outline and plain, where the accent is too light for text
 * @cssprop [--installment-radius=10px] - The corner radius
 * @cssprop [--installment-font=inherit] - The font family
 * @cssprop [--installment-weight=500] - The weight of the label
 * @cssprop [--installment-tracking=0] - The letter spacing of the label
 * @cssprop [--installment-height=48px] - The least height; 40 px in size s, 56 px in l
 * @cssprop [--installment-gap=8px] - The space between icon and label
 */
export class InstallmentButton extends PropertyElement {
  /** @internal */
  static readonly formAssociated = true;

  /**
   * The shop's publishable key, `pk_live_…` or `pk_test_…`.
   * @attr shop
   */
  declare shop: string | null | undefined;
  /**
   * The cart, as JSON text or as an array.
   * @attr items
   */
  declare items: InstallmentItem[] | string | null | undefined;
  /**
   * What the shop takes off the whole cart, in minor units. It is less than the sum of the cart, and receipts share it out over the items.
   * @attr discount
   */
  declare discount: number | string | null | undefined;
  /**
   * The session token of an order that the shop's server made. It wins over all other ways to an order.
   * @attr session
   */
  declare session: string | null | undefined;
  /**
   * The address on the shop's server that the click asks by POST `{product, term, externalId}` and that answers `{session}`.
   * @attr session-url
   */
  declare sessionUrl: string | null | undefined;
  /** Returns a session token, like `session-url`, for shops with their own CSRF rules. */
  declare createSession: (() => Promise<string>) | null | undefined;
  /**
   * The sum in minor units, for the preview where there are no items.
   * @attr amount
   */
  declare amount: number | null | undefined;
  /**
   * The currency of all sums, an ISO 4217 code in any case.
   * @attr currency
   * @default 'RUB'
   */
  declare currency: string;
  /**
   * The shop's own number of the order.
   * @attr external-id
   */
  declare externalId: string | null | undefined;
  /**
   * What is sold: an `installment` costs exactly the price, a `credit` bears interest.
   * @attr product
   * @default 'installment'
   */
  declare product: InstallmentProduct;
  /**
   * Where the application opens: over the page (`modal`), in a new browser tab (`tab`), or in place of the page (`page`).
   * @attr mode
   * @default 'modal'
   */
  declare mode: InstallmentMode;
  /**
   * The preferred number of months.
   * @attr term
   */
  declare term: number | null | undefined;
  /**
   * The language of button and application. `auto` is the language of the nearest `lang` attribute where that is English, else Russian.
   * @attr locale
   * @default 'ru'
   */
  declare locale: InstallmentLocale;
  /**
   * The colour scheme. `auto` takes the color-scheme that the page gives the element.
   * @attr theme
   * @default 'auto'
   */
  declare theme: InstallmentTheme;
  /**
   * The look: filled with the accent, outlined, or plain like a link.
   * @attr variant
   * @default 'filled'
   */
  declare variant: InstallmentVariant;
  /**
   * The height: `s` is 40 px, `m` 48 px and `l` 56 px. A small button shows no payment.
   * @attr size
   * @default 'm'
   */
  declare size: InstallmentSize;
  /**
   * Whether the button shows the lowest monthly payment.
   * @attr preview
   * @default false
   */
  declare preview: boolean;
  /**
   * What happens when no plan fits the sum: the button is disabled and says why, or the element is hidden.
   * @attr unavailable
   * @default 'disable'
   */
  declare unavailable: 'disable' | 'hide';
  /**
   * Whether the button is disabled, as on a native button.
   * @attr disabled
   * @default false
   */
  declare disabled: boolean;
  /**
   * The name in the form. The value is the order's id.
   * @attr name
   */
  declare name: string | null | undefined;
  /**
   * Whether the form is invalid until the order is `signed`.
   * @attr required
   * @default false
   */
  declare required: boolean;
  /** What the shop knows of the buyer, to fill the form in advance. It goes over the frame's port only, never to the server. */
  declare buyer: InstallmentBuyer | null | undefined;
  /**
   * The address of the backend. By default it is the origin that the script came from.
   * @attr service-url
   */
  declare serviceUrl: string | null | undefined;

  readonly #tree = buildTree(this);
  readonly #progress: CheckoutProgress = {};
  #checkout: Checkout | undefined;
  #opening: Promise<boolean> | undefined;
  #isAvailable = true;
  #isReady = false;

  constructor() {
    super();
    this.addEventListener('click', this);
  }

  /** @internal Loads what the click will need when the buyer comes near a button. */
  static prefetch(event: Event): void {
    for (const target of event.composedPath()) if (target instanceof InstallmentButton) target.#loadCheckout().catch(log);
  }

  /** @internal The element is its own listener: a function for each of hundreds of buttons would cost time. */
  handleEvent(event: Event): void {
    const path = event.composedPath();
    // A script's `click()` on the element works as on a native button. The texts under the button are no button.
    if (this.#isAvailable && (path[0] === this || path.includes(this.#tree.button))) void this.open();
  }

  /** The order that the button follows. Null until its status is known. */
  get order(): InstallmentOrder | null {
    return this.#progress.order ?? null;
  }

  /** Whether a plan fits the sum. */
  get available(): boolean {
    return this.#isAvailable;
  }

  /** @internal Whether the application is opening, or open and now in front. */
  isActive(): boolean {
    return !!this.#opening || !!this.#progress.window?.focus();
  }

  /** Opens the application, as a click does. Resolves to whether it opened and never rejects. Calls at the same time share one answer. */
  open(): Promise<boolean> {
    if (this.#progress.window?.focus()) return Promise.resolve(true);
    return (this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
      this.#report({ busy: false });
    }));
  }

  /** Closes the application. The draft is kept. */
  close(): void {
    this.#progress.canceled = true;
    this.#progress.window?.close();
  }

  /** @internal */
  formDisabledCallback(): void {
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    if (this.#progress.order) this.#loadCheckout().then((checkout) => checkout.leave(), log);
  }

  /** @internal The language in which the button speaks. */
  get language(): InstallmentLanguage {
    const element = this.isConnected ? this : document.documentElement;
    return (this.locale === 'auto' ? element.matches(':lang(en)') : /^en/.test(this.locale)) ? 'en' : 'ru';
  }

  async #open(): Promise<boolean> {
    if (this.matches(':disabled') || !fire(this, 'installment-open', null)) return false;
    // Browsers open a tab only in the click itself.
    const tab = this.mode === 'tab' ? window.open('') : null;
    this.#report({ busy: true, failure: undefined, canceled: false });
    try {
      return await (await this.#loadCheckout()).open(tab);
    } catch (error) {
      return this.#offerTab(error, tab);
    }
  }

  /** The checkout did not load. The order can still be made, and a link opens its application in a tab. */
  async #offerTab(error: unknown, tab: Window | null): Promise<boolean> {
    tab?.close();
    const { unavailable, newTab } = buttonTexts[this.language];
    const session = this.session || (await createSession(this).catch(() => ''));
    const href = `${serviceOf(this)}/apply/${orderIdOf(session)}#${session}`;
    this.#report({ failure: session ? h('a', { href, target: '_blank' }, newTab) : unavailable });
    fire(this, 'installment-error', { code: 'chunk_failed', message: String(error) });
    return false;
  }

  async #loadCheckout(): Promise<Checkout> {
    const { createCheckout } = await loadCheckout();
    return (this.#checkout ??= createCheckout({
      element: this,
      progress: this.#progress,
      report: (changes) => this.#report(changes),
    }));
  }

  #report(changes: CheckoutProgress): void {
    Object.assign(this.#progress, changes);
    this.requestUpdate();
  }

  /** @internal */
  protected override createRoot(): void {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [styles()];
    root.appendChild(this.#tree.button);
    followChildren(this);
  }

  /** @internal */
  protected override update(changed: readonly string[]): void {
    const cart = readCart(this);
    this.#draw(cart);
    // Another cart may have another order, a required button follows the order of its session, and a wrong cart is an error at once.
    if ((!cart || (this.session && this.required) || isCheckoutWanted()) && cartProperties.some((name) => changed.includes(name))) {
      this.#loadCheckout().then((checkout) => checkout.resume(), log);
    }
  }

  #draw(cart: Cart | null): void {
    const { amount = 0, currency = '' } = cart ?? {};
    const { shop, session } = this;
    const address = shop && amount ? `${serviceOf(this)}/v1/plans?shop=${shop}&product=${this.product}` : '';
    const plans = address ? plansAt(address, this) : null;
    const view = computeView(this, {
      ...this.#progress,
      amount,
      currency,
      plans,
      disabled: this.matches(':disabled'),
      ownPrice: isFilled(this, 'price'),
    });
    this.#tree.applyView(view);
    this.#isAvailable = view.available;
    if (this.#isReady || plans === undefined || (shop && !amount && !session)) return;
    this.#isReady = true;
    fire(this, 'installment-ready', { available: view.available });
  }
}

InstallmentButton.addProperties(properties);

/** The properties that tell one order from another. */
const cartProperties = ['shop', 'items', 'discount', 'currency', 'session', 'sessionUrl', 'amount', 'externalId', 'product', 'required'];

declare global {
  interface HTMLElementTagNameMap {
    'installment-button': InstallmentButton;
  }
}
