import { type PropertyDeclarations, type PropertyValues, ReactiveElement } from '@lit/reactive-element';
import { buildView } from './button-view.ts';
import { readItems, sumOf } from './cart.ts';
import { loadCheckout, loadDialog } from './chunks.ts';
import { log } from './debug.ts';
import { h } from './dom.ts';
import { fire } from './events.ts';
import { styles } from './installment-button.styles.ts';
import { type PlansAnswer, plansAt } from './plans-cache.ts';
import { type Price, priceOf } from './price.ts';
import type { Purchase } from './purchase.ts';
import { serviceOf } from './service.ts';
import { adopt } from './styles.ts';
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

const yes = { type: Boolean, converter: (value: string | null) => value !== null && value !== 'false', reflect: true };
/** Removed, the attribute leaves the default again. */
const word = { useDefault: true };

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
export class InstallmentButton extends ReactiveElement {
  static readonly formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    shop: {},
    items: {},
    session: {},
    sessionUrl: { attribute: 'session-url' },
    createSession: { attribute: false },
    amount: { type: Number },
    currency: word,
    externalId: { attribute: 'external-id' },
    product: word,
    mode: word,
    term: { type: Number },
    locale: {},
    theme: { ...word, reflect: true },
    variant: word,
    size: word,
    preview: yes,
    unavailable: word,
    disabled: yes,
    name: { reflect: true },
    required: yes,
    buyer: { attribute: false },
    serviceUrl: { attribute: 'service-url' },
  };

  /** Publishable key, `pk_live_…` or `pk_test_…`. */
  declare shop: string | null | undefined;
  /** The cart: JSON text or an array. */
  declare items: InstallmentItem[] | string | null | undefined;
  /** Session token of an order that the shop's server made. */
  declare session: string | null | undefined;
  /** Asked at the click by POST for `{session}`. */
  declare sessionUrl: string | null | undefined;
  /** The same as a function. */
  declare createSession: (() => Promise<string>) | null | undefined;
  /** Sum in minor units for the preview, where there are no items. */
  declare amount: number | null | undefined;
  /** ISO 4217. */
  declare currency: string;
  /** The shop's own order number. */
  declare externalId: string | null | undefined;
  /** `installment` costs the price and no more, `credit` bears interest. */
  declare product: InstallmentProduct;
  /** Over the page, in a tab of its own, or in place of the page. */
  declare mode: InstallmentMode;
  /** Preferred months. */
  declare term: number | null | undefined;
  /** Default: the nearest `lang`, else `ru`. */
  declare locale: InstallmentLocale | null | undefined;
  /** `auto`: the element's used color-scheme. */
  declare theme: InstallmentTheme;
  declare variant: InstallmentVariant;
  declare size: InstallmentSize;
  /** Shows the lowest monthly payment. */
  declare preview: boolean;
  /** What to do when no plan fits the sum. */
  declare unavailable: 'disable' | 'hide';
  declare disabled: boolean;
  /** Name in the form; the value is the order's id. */
  declare name: string | null | undefined;
  /** The form is valid from `signed` on. */
  declare required: boolean;
  /** Fills the form in advance; goes over the frame's port only. */
  declare buyer: InstallmentBuyer | null | undefined;
  /** Where the backend is; default: the script's own origin. */
  declare serviceUrl: string | null | undefined;

  readonly #internals = this.attachInternals();
  readonly #view = buildView();
  readonly #purchase: Purchase = {
    element: this,
    // One that never was in a page (`Installment.open`) hears its own events.
    target: () => (this.isConnected || !this.hasUpdated ? this : document),
    changed: () => this.requestUpdate(),
  };
  #opening: Promise<boolean> | undefined;
  #plansAddress = '';
  /** Null: there are none to be had; undefined: not yet. */
  #plans: PlansAnswer | null | undefined;
  #available = true;
  #isReady = false;
  #disabledByForm = false;

  constructor() {
    super();
    Object.assign(this, {
      currency: 'RUB',
      product: 'installment',
      mode: 'modal',
      theme: 'auto',
      variant: 'filled',
      size: 'm',
      preview: false,
      unavailable: 'disable',
      disabled: false,
      required: false,
    });
    for (const sign of ['pointerenter', 'focusin', 'touchstart']) {
      this.addEventListener(sign, () => this.#prepare(), { once: true, passive: true });
    }
    this.#view.button.onclick = () => void (this.#available && this.open());
  }

  /** The order that is followed, once its status is known. */
  get order(): InstallmentOrder | null {
    const { id, status } = this.#purchase.order ?? {};
    return id && status ? { id, status } : null;
  }

  /** False where no plan fits the sum. */
  get available(): boolean {
    return this.#available;
  }

  /** Opens the application, as a click does: did it open? Never rejects; calls at once share one answer. */
  open(): Promise<boolean> {
    if (this.#purchase.view?.shown) return Promise.resolve(true);
    return (this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
      this.#purchase.busy = false;
      this.requestUpdate();
    }));
  }

  /** Closes the application; the draft is kept. */
  close(): void {
    this.#purchase.withdrawn = true;
    this.#purchase.view?.close();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.#purchase.order = undefined;
    this.requestUpdate();
  }

  /** @internal Language in which it speaks. */
  get language(): InstallmentLocale {
    const element = this.isConnected ? this : document.documentElement;
    return /^en/.test(this.locale ?? (element.matches(':lang(en)') ? 'en' : '')) ? 'en' : 'ru';
  }

  // The part down to the tab must happen in the click itself, else the browser blocks the tab.
  async #open(): Promise<boolean> {
    const purchase = this.#purchase;
    if (this.#view.button.disabled || !fire(purchase.target(), 'installment-open', null)) return false;
    const tab = this.mode === 'tab' ? window.open('') : null;
    Object.assign(purchase, { busy: true, withdrawn: false, failure: undefined });
    this.requestUpdate();
    try {
      const { open } = await loadCheckout();
      return await open(purchase, tab);
    } catch (error) {
      tab?.close();
      purchase.failure = { text: texts[this.language].failed };
      fire(purchase.target(), 'installment-error', { code: 'chunk_failed', message: String(error) });
      return false;
    }
  }

  /** The buyer comes near: fetch what the click needs, and open a connection to the service. */
  #prepare(): void {
    log(this, 'is approached');
    loadCheckout().catch(() => {});
    loadDialog().catch(() => {});
    const href = serviceOf(this);
    if (href && !document.head.querySelector(`[rel=preconnect][href="${href}"]`))
      document.head.append(h('link', { rel: 'preconnect', href }));
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow(InstallmentButton.shadowRootOptions);
    adopt(root, styles);
    root.append(this.#view.button);
    root.addEventListener('slotchange', () => this.requestUpdate());
    return root;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    // The browser itself would read disabled="false" as disabled.
    if (!this.disabled) this.removeAttribute('disabled');
    const items = readItems(this.items);
    const amount = items ? sumOf(items) : this.amount;
    this.#readPlans(amount);
    this.#draw(amount);
    this.#fillForm();
    // Of another cart there may be another order.
    if (cart.some((name) => changed.has(name)) && (items === null || remembersAnything())) {
      void loadCheckout().then(({ resume }) => resume(this.#purchase));
    }
  }

  #readPlans(amount: number | null | undefined): void {
    const { shop } = this;
    const address = shop && amount ? `${serviceOf(this)}/v1/plans?shop=${encodeURIComponent(shop)}&product=${this.product}` : '';
    if (address === this.#plansAddress) return;
    this.#plansAddress = address;
    this.#plans = undefined;
    if (!address) return;
    void plansAt(address).then((plans) => {
      if (address !== this.#plansAddress) return;
      this.#plans = plans;
      this.requestUpdate();
    });
  }

  #draw(amount: number | null | undefined): void {
    const { currency, size, preview, language: locale } = this;
    const product = this.product === 'credit' ? 'credit' : 'installment';
    const { busy = false, failure } = this.#purchase;
    const text = texts[locale];
    const plans = this.#plans;
    const asked = amount && this.#plansAddress && plans !== null;
    const pending = !!asked && !plans;
    const { payment, reason }: Price = asked ? priceOf(plans?.data, { product, amount, currency, locale }, text) : {};
    const slotted = (name: string) => !!this.querySelector(`:scope>[slot=${name}]`);
    const priced = slotted('price') || (preview && size !== 's' && !!payment);
    const disabled = this.disabled || this.#disabledByForm;
    const available = (this.#available = !reason);
    this.#internals.states[available || this.unavailable !== 'hide' ? 'delete' : 'add']('hidden');
    this.#view.draw({
      look: `${this.variant} ${size} ${priced ? 'two' : ''} ${available && !disabled ? '' : 'off'}`,
      label: text.label[product],
      hasIcon: slotted('icon'),
      hasPrice: priced,
      price: payment ? [text.payment[0], payment, text.payment[1]] : [],
      pending: pending && !slotted('price'),
      available,
      disabled,
      busy,
      reason: failure?.text ?? reason,
      link: failure?.link,
      legal: preview ? plans?.legal?.[locale] : undefined,
    });
    if (this.#isReady || pending || (this.shop && !amount && !this.session)) return;
    this.#isReady = true;
    fire(this.#purchase.target(), 'installment-ready', { available });
  }

  #fillForm(): void {
    const { order, session, required } = this;
    this.#internals.setFormValue(order?.id ?? session?.match(/ord_[0-9A-Za-z]+/)?.[0] ?? null);
    const valid = !required || /signed|confirmed|settled/.test(order?.status ?? '');
    this.#internals.setValidity({ valueMissing: !valid }, texts[this.language].label[this.product], this.#view.button);
  }
}

/** What tells one order from another. */
const cart: (keyof InstallmentButton)[] = ['shop', 'items', 'session', 'sessionUrl', 'amount', 'externalId', 'product'];

function remembersAnything(): boolean {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith('installment:'));
  } catch {
    return false; // storage is refused
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'installment-button': InstallmentButton;
  }
}
