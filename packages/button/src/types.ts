/** The public types. They are published, so this file imports nothing from an unpublished package. */

/** One line of the cart. */
export interface InstallmentItem {
  name: string;
  /** The price of one unit in minor units (kopecks). 0 for a gift. */
  price: number;
  /** How many units, with at most 3 decimals. */
  quantity: number;
  /** What the quantity is counted in. Default: `piece`. */
  unit?: InstallmentUnit;
  vendorCode?: string;
  category?: string;
  /** The rate of VAT, for the receipt. */
  vat?: InstallmentVat;
  /** The text of the marking code, for the receipt. Marked goods have whole quantities. */
  marking?: string;
}

export type InstallmentUnit =
  'piece' | 'g' | 'kg' | 't' | 'cm' | 'dm' | 'm' | 'cm2' | 'dm2' | 'm2' | 'ml' | 'l' | 'm3' | 'hour' | 'day' | 'other';

export type InstallmentVat = 'none' | '0' | '5' | '7' | '10' | '20' | '22' | '5/105' | '7/107' | '10/110' | '20/120' | '22/122';

/** Fills the form in advance. The page gives it to the frame over the port only, never to the server and never in an attribute. */
export interface InstallmentBuyer {
  lastName?: string;
  firstName?: string;
  middleName?: string;
  phone?: string;
  email?: string;
}

export type InstallmentProduct = 'installment' | 'credit';
export type InstallmentMode = 'modal' | 'tab' | 'page';
/** `auto` is the language of the nearest `lang` attribute where that is English, else Russian. */
export type InstallmentLocale = 'ru' | 'en' | 'auto';
export type InstallmentLanguage = Exclude<InstallmentLocale, 'auto'>;
export type InstallmentTheme = 'auto' | 'light' | 'dark';
export type InstallmentVariant = 'filled' | 'outline' | 'plain';
export type InstallmentSize = 's' | 'm' | 'l';

export type InstallmentOrderStatus =
  'created' | 'submitted' | 'approved' | 'signed' | 'confirmed' | 'settled' | 'rejected' | 'canceled' | 'expired';

/** The order that the element follows. */
export interface InstallmentOrder {
  id: string;
  status: InstallmentOrderStatus;
}

/** The options of `Installment.open()`: the element's properties under the same names. */
export interface InstallmentOptions {
  /** The shop's publishable key, `pk_live_…` or `pk_test_…`. */
  shop?: string | undefined;
  /** The cart, as an array or as JSON text. */
  items?: InstallmentItem[] | string | undefined;
  /** What the shop takes off the whole cart, in minor units. */
  discount?: number | undefined;
  /** The session token of an order that the shop's server made. It wins over all other ways to an order. */
  session?: string | undefined;
  /** The address on the shop's server that is asked by POST `{product, term, externalId}` and answers `{session}`. */
  sessionUrl?: string | undefined;
  /** Returns a session token, like `sessionUrl`, for shops with their own CSRF rules. */
  createSession?: (() => Promise<string>) | undefined;
  /** The sum in minor units, where there are no items. */
  amount?: number | undefined;
  /** The currency of all sums, an ISO 4217 code. Default: `RUB`. */
  currency?: string | undefined;
  /** The shop's own number of the order. */
  externalId?: string | undefined;
  /** What is sold. Default: `installment`. */
  product?: InstallmentProduct | undefined;
  /** Where the application opens. Default: `modal`. */
  mode?: InstallmentMode | undefined;
  /** The preferred number of months. */
  term?: number | undefined;
  /** The language. Default: `ru`. */
  locale?: InstallmentLocale | undefined;
  /** The colour scheme. Default: `auto`. */
  theme?: InstallmentTheme | undefined;
  /** What the shop knows of the buyer, to fill the form in advance. */
  buyer?: InstallmentBuyer | undefined;
  /** The address of the backend. Default: the origin of the script. Required when the package was imported from npm. */
  serviceUrl?: string | undefined;
}

export type InstallmentErrorCode =
  | 'configuration'
  | 'shop_unknown'
  | 'origin_not_registered'
  | 'amount_out_of_range'
  | 'session_failed'
  | 'session_expired'
  | 'order_failed'
  | 'rate_limited'
  | 'offline'
  | 'chunk_failed'
  | 'frame_blocked'
  | 'frame_timeout'
  | 'popup_blocked';

export interface InstallmentReadyDetail {
  /** Whether a plan fits the sum. */
  available: boolean;
}

export interface InstallmentStatusDetail {
  orderId: string;
  externalId: string | null;
  status: InstallmentOrderStatus;
  previousStatus: InstallmentOrderStatus | null;
  /** The number of the event in its order. A larger number is newer. */
  sequence: number;
  /** ISO 8601 in UTC. */
  at: string;
}

export type InstallmentCloseReason = 'done' | 'dismissed' | 'other-payment';

export interface InstallmentCloseDetail {
  status: InstallmentOrderStatus | null;
  reason: InstallmentCloseReason;
}

export interface InstallmentErrorDetail {
  code: InstallmentErrorCode;
  /** For developers: what happened, and the cure. */
  message: string;
}

/** The element's events by name. */
export interface InstallmentEventMap {
  'installment-ready': CustomEvent<InstallmentReadyDetail>;
  'installment-open': CustomEvent<null>;
  'installment-status': CustomEvent<InstallmentStatusDetail>;
  'installment-close': CustomEvent<InstallmentCloseDetail>;
  'installment-error': CustomEvent<InstallmentErrorDetail>;
}
