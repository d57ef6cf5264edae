type InstallmentBuyer = import('installment-button').InstallmentBuyer;
type InstallmentButton = import('installment-button').InstallmentButton;
type InstallmentEventMap = import('installment-button').InstallmentEventMap;
type InstallmentItem = import('installment-button').InstallmentItem;

/** What may be written on the tag: attributes by their names, properties by theirs. */
export interface InstallmentButtonAttributes {
  shop?: string | undefined;
  /** JSON text; an array only where the framework sets properties and the script is there before it. */
  items?: string | InstallmentItem[] | undefined;
  discount?: number | string | undefined;
  session?: string | undefined;
  'session-url'?: string | undefined;
  sessionUrl?: string | undefined;
  createSession?: InstallmentButton['createSession'] | undefined;
  amount?: number | string | undefined;
  currency?: string | undefined;
  'external-id'?: string | undefined;
  externalId?: string | undefined;
  product?: InstallmentButton['product'] | undefined;
  mode?: InstallmentButton['mode'] | undefined;
  term?: number | string | undefined;
  locale?: 'ru' | 'en' | 'auto' | undefined;
  theme?: InstallmentButton['theme'] | undefined;
  variant?: InstallmentButton['variant'] | undefined;
  size?: InstallmentButton['size'] | undefined;
  preview?: boolean | undefined;
  unavailable?: InstallmentButton['unavailable'] | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  required?: boolean | undefined;
  buyer?: InstallmentBuyer | undefined;
  'service-url'?: string | undefined;
  serviceUrl?: string | undefined;
}

/** `oninstallment-status` and the others, as React 19 and Svelte 5 write listeners. */
export type InstallmentButtonListeners = {
  [Name in keyof InstallmentEventMap as `on${Name}`]?: ((event: InstallmentEventMap[Name]) => void) | undefined;
};
