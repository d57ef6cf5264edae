import { formatRoundedUp } from '@installment-button/protocol/money';
import { lowestPayment, type Plan } from '@installment-button/protocol/plans';
import { type ButtonTexts, buttonTexts } from './button-texts.ts';
import { orderIdOf } from './order-id.ts';
import type { PlansAnswer } from './plans-cache.ts';
import type { InstallmentLanguage, InstallmentOrder, InstallmentProduct } from './types.ts';

/** The properties of the button that decide how it looks. */
export interface ButtonProperties {
  readonly product: InstallmentProduct;
  readonly variant: string;
  readonly size: string;
  readonly preview: boolean;
  readonly unavailable: string;
  readonly required: boolean;
  readonly session: string | null | undefined;
  readonly language: InstallmentLanguage;
  readonly order: InstallmentOrder | null;
}

/** What else decides how the button looks. */
export interface ButtonSituation {
  /** The sum of the cart in minor units. 0 where it is unknown. */
  readonly amount: number;
  readonly currency: string;
  /** The tariff table: undefined while it loads, null where there is none. */
  readonly plans: PlansAnswer | null | undefined;
  /** The button or its fieldset is disabled. */
  readonly disabled: boolean;
  /** The page fills the slot `price` itself. */
  readonly ownPrice: boolean;
  readonly busy?: boolean | undefined;
  readonly failure?: Node | string | undefined;
}

/** What the button shows, and what it tells its form. */
export interface ButtonView {
  readonly className: string;
  readonly busy: boolean | undefined;
  readonly disabled: boolean;
  readonly label: string;
  /** The monthly payment with the words around it. Empty where none is shown. */
  readonly payment: string;
  /** The text under the button: why it cannot be used, or what went wrong. */
  readonly reason: Node | string;
  /** The text of the law. A blank keeps its place while the table loads. */
  readonly legal: string;
  readonly available: boolean;
  /** The whole element is hidden because no plan fits. */
  readonly hidden: boolean;
  /** The value in the form: the order's id. */
  readonly value: string | null;
  /** The form waits for this button. */
  readonly valueMissing: boolean;
}

/** Computes what the button shows. Pure: no DOM, no clock, no network. */
export function computeView(properties: ButtonProperties, situation: ButtonSituation): ButtonView {
  const { size, preview, language, order } = properties;
  const { amount, currency, plans, disabled, ownPrice, busy, failure } = situation;
  const product = properties.product === 'credit' ? 'credit' : 'installment';
  const texts = buttonTexts[language];
  const format = (sum: number) => formatRoundedUp(sum, currency, language);
  const lowest = plans && lowestPayment(plans.data, amount, product);
  const available = !plans || !!lowest;
  // While the table loads, plain digits of about the same width keep the place of the payment. The first `Intl` call of a page is slow and would
  // delay the first paint.
  const payment = plans !== null && preview && size !== 's' && available ? (lowest ? format(lowest) : `${Math.ceil(amount / 12)}`) : '';

  let className = `${properties.variant} ${size}`;
  if (payment || ownPrice) className += ' two-lines';
  if (plans === undefined && !ownPrice) className += ' wait';
  if (disabled || !available) className += ' off';
  if (busy) className += ' busy';
  return {
    className,
    busy,
    disabled,
    label: texts.label[product],
    payment: payment && texts.payment.join(payment),
    reason: failure ?? (available ? '' : whyUnavailable(plans.data, amount, product, format, texts)),
    legal: (preview && available && (plans === undefined ? ' ' : plans?.legal?.[language])) || '',
    available,
    hidden: !available && properties.unavailable === 'hide',
    value: order?.id ?? orderIdOf(properties.session) ?? null,
    valueMissing: properties.required && !/signed|confirmed|settled/.test(`${order?.status}`),
  };
}

/** The nearest limit of the sum, because no plan fits. `format` writes a sum. */
function whyUnavailable(
  plans: readonly Plan[],
  amount: number,
  product: InstallmentProduct,
  format: (sum: number) => string,
  { orders, payment, upTo, unavailable }: ButtonTexts,
): string {
  const own = plans.filter((plan) => plan.product === product);
  if (!own.length) return unavailable;
  const least = Math.min(...own.map((plan) => plan.minAmount).filter((sum) => sum > amount));
  return orders + (least < Infinity ? payment[0] + format(least) : upTo + format(Math.max(...own.map((plan) => plan.maxAmount))));
}
