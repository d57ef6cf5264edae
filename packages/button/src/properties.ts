import type { Property } from './property-element.ts';

const flag = { type: Boolean, initial: false, reflect: true };

/** The element's properties with their attributes and defaults. `installment-button.ts` says what each means. */
export const properties: Readonly<Record<string, Property>> = {
  shop: {},
  items: {},
  discount: {},
  session: {},
  sessionUrl: {},
  createSession: { attribute: false },
  amount: { type: Number },
  currency: { initial: 'RUB' },
  externalId: {},
  product: { initial: 'installment' },
  mode: { initial: 'modal' },
  term: { type: Number },
  locale: { initial: 'ru' },
  theme: { initial: 'auto', reflect: true },
  variant: { initial: 'filled' },
  size: { initial: 'm' },
  preview: flag,
  unavailable: { initial: 'disable' },
  disabled: flag,
  name: { reflect: true },
  required: flag,
  buyer: { attribute: false },
  serviceUrl: {},
};
