import { type PropertyDeclarations, type PropertyValues, ReactiveElement } from '@lit/reactive-element';
import { booleanAttribute, oneOf } from './attributes.ts';
import { ButtonView } from './button-view.ts';
import { prepare } from './chunk.ts';
import { fire, InstallmentError } from './events.ts';
import { styles } from './installment-button.styles.ts';
import { type PlansAnswer, plansOf } from './plans-cache.ts';
import { likePayment, type Price, priceOf } from './price.ts';
import { Purchase, type Seller } from './purchase.ts';
import { type Settings, settingsOf } from './settings.ts';
import { failureText, type Texts, texts } from './texts.ts';
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
  static override styles = styles;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    shop: {},
    items: {},
    session: {},
    sessionUrl: { attribute: 'session-url' },
    createSession: { attribute: false },
    amount: { type: Number },
    currency: {},
    externalId: { attribute: 'external-id' },
    product: { converter: oneOf('installment', 'credit') },
    mode: { converter: oneOf('modal', 'tab', 'page') },
    term: { type: Number },
    locale: {},
    theme: { converter: oneOf('auto', 'light', 'dark'), reflect: true, useDefault: true },
    variant: { converter: oneOf('filled', 'outline', 'plain'), reflect: true, useDefault: true },
    size: { converter: oneOf('m', 's', 'l'), reflect: true, useDefault: true },
    preview: { converter: booleanAttribute },
    unavailable: { converter: oneOf('disable', 'hide') },
    disabled: { converter: booleanAttribute, reflect: true },
    name: { reflect: true },
    required: { converter: booleanAttribute, reflect: true },
    buyer: { attribute: false },
    serviceUrl: { attribute: 'service-url' },
  };

  /** Publishable key, `pk_live_…` or `pk_test_…`. */
  declare shop: string | undefined;
  /** The cart: JSON text or an array. */
  declare items: InstallmentItem[] | string | undefined;
  /** Session token of an order that the shop's server made. */
  declare session: string | undefined;
  /** Asked at the click by POST for `{session}`. */
  declare sessionUrl: string | undefined;
  /** The same as a function. */
  declare createSession: (() => Promise<string>) | undefined;
  /** Sum in minor units for the preview, where there are no items. */
  declare amount: number | undefined;
  /** ISO 4217. */
  declare currency: string;
  /** The shop's own order number. */
  declare externalId: string | undefined;
  declare product: InstallmentProduct;
  declare mode: InstallmentMode;
  /** Preferred months. */
  declare term: number | undefined;
  /** Default: the nearest `lang`, else `ru`. */
  declare locale: InstallmentLocale | undefined;
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
  declare name: string | undefined;
  /** The form is valid from `signed` on. */
  declare required: boolean;
  /** Fills the form in advance; goes over the frame's port only. */
  declare buyer: InstallmentBuyer | undefined;
  /** Where the backend is; default: the script's own origin. */
  declare serviceUrl: string | undefined;

  readonly #internals = this.attachInternals();
  readonly #view = new ButtonView();
  readonly #seller: Seller = {
    element: this,
    options: this,
    target: () => (this.isConnected ? this : document),
    settings: () => settingsOf(this, this.#locale),
    changed: () => this.requestUpdate(),
  };
  readonly #purchase = new Purchase(this.#seller);
  /** Null: there are none to be had; undefined: not yet. */
  #plans: PlansAnswer | null | undefined;
  #plansFor = '';
  #available = true;
  #readyTold = false;
  #problem = '';
  #disabledByForm = false;

  constructor() {
    super();
    this.currency = 'RUB';
    this.product = 'installment';
    this.mode = 'modal';
    this.theme = 'auto';
    this.variant = 'filled';
    this.size = 'm';
    this.unavailable = 'disable';
    this.preview = this.disabled = this.required = false;
    const near = () => prepare(this.#settings()?.service ?? '');
    for (const sign of ['pointerenter', 'focusin', 'touchstart']) this.addEventListener(sign, near, { once: true, passive: true });
    this.#view.button.onclick = () => void this.open();
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

  /** Opens the application, as a click does: did it open? Never rejects. */
  open(): Promise<boolean> {
    if (this.#view.button.disabled) return Promise.resolve(false);
    if (this.#available) return this.#purchase.open();
    return Promise.resolve(this.#purchase.fail(new InstallmentError('amount_out_of_range', 'No plan fits the sum')));
  }

  /** Closes the application; the draft is kept. */
  close(): void {
    this.#purchase.close();
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    // The browser itself would read disabled="false" as disabled.
    if (name === 'disabled' && value === 'false') this.removeAttribute(name);
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.#purchase.forget();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.append(this.#view.button);
    root.addEventListener('slotchange', () => this.requestUpdate());
    return root;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const settings = this.#settings();
    if (settings) this.#readPlans(settings);
    this.#draw(settings);
    this.#fillForm();
    if (changed.size && cart.some((name) => changed.has(name))) void this.#purchase.resume();
  }

  #settings(): Settings | undefined {
    try {
      const settings = this.#seller.settings();
      this.#problem = '';
      return settings;
    } catch (error) {
      // Said at once, not at the first click: it is the developer who looks now.
      const before = this.#problem;
      if (error instanceof Error && (this.#problem = error.message) !== before) this.#purchase.fail(error);
      return undefined;
    }
  }

  #readPlans({ service, shop, product, amount }: Settings): void {
    const plansFor = service && shop && amount ? `${service} ${shop} ${product}` : '';
    if (plansFor === this.#plansFor) return;
    this.#plansFor = plansFor;
    this.#plans = undefined;
    if (!plansFor || !shop) return;
    void plansOf(service, shop, product).then((answer) => {
      if (plansFor !== this.#plansFor) return;
      this.#plans = answer ?? null;
      this.requestUpdate();
    });
  }

  #draw(settings: Settings | undefined): void {
    const { busy, failure } = this.#purchase;
    const locale = settings?.locale ?? 'ru';
    const text = texts[locale];
    const pending = !!this.#plansFor && this.#plans === undefined;
    const { available, payment, reason } = this.#price(settings, text);
    const slotted = (name: string) => !!this.querySelector(`:scope>[slot=${name}]`);
    this.#available = available;
    this.#internals.states[!available && this.unavailable === 'hide' ? 'add' : 'delete']('hidden');
    this.#view.draw({
      label: text.label[settings?.product ?? 'installment'],
      hasIcon: slotted('icon'),
      hasPrice: slotted('price') || (this.preview && this.size !== 's' && !!payment),
      price: payment ? [text.payment[0], payment, text.payment[1]] : undefined,
      pending: pending && !slotted('price'),
      available,
      disabled: this.disabled || this.#disabledByForm,
      busy,
      reason: failure ? (failure.link ? text.tab : failureText(failure.code, text)) : reason,
      link: failure?.link,
      alert: !!failure,
      legal: (this.preview && this.#plans?.legal?.[locale]) || undefined,
    });
    if (this.#readyTold || pending || !settings || (settings.shop && !settings.amount && !settings.session)) return;
    this.#readyTold = true;
    fire(this.#seller.target(), 'installment-ready', { available });
  }

  #price(settings: Settings | undefined, text: Texts): Price {
    if (!settings?.amount || !this.#plansFor || this.#plans === null) return { available: true };
    return this.#plans ? priceOf(this.#plans.data, settings.amount, settings, text) : likePayment(settings.amount, settings);
  }

  #fillForm(): void {
    const { order, required } = this;
    const id = order?.id ?? this.session?.match(/^ses_(ord_[0-9A-Za-z]+)_/)?.[1];
    this.#internals.setFormValue(id ?? null);
    const valid = !required || ['signed', 'confirmed', 'settled'].includes(order?.status ?? '');
    this.#internals.setValidity({ valueMissing: !valid }, valid ? '' : texts[this.#locale].required, this.#view.button);
  }

  get #locale(): InstallmentLocale {
    return this.locale ?? (this.matches(':lang(en)') ? 'en' : 'ru');
  }
}

/** What tells one order from another. */
const cart: (keyof InstallmentButton)[] = ['shop', 'items', 'session', 'sessionUrl', 'amount', 'externalId', 'product'];

declare global {
  interface HTMLElementTagNameMap {
    'installment-button': InstallmentButton;
  }
}
