/** What other people's programs see. Nothing here may import an unpublished package: these types are published. */

/** One line of the cart. */
export interface InstallmentItem {
  name: string;
  /** Price of one, minor units (kopecks). */
  price: number;
  quantity: number;
  vendorCode?: string;
  category?: string;
  vat?: 'none' | 'vat0' | 'vat5' | 'vat7' | 'vat10' | 'vat20' | 'vat22';
}

/** Fills the form in advance. Goes to the frame over its port only: never to the server by the page, never into an attribute. */
export interface InstallmentBuyer {
  lastName?: string;
  firstName?: string;
  middleName?: string;
  phone?: string;
  email?: string;
}

export type InstallmentProduct = 'installment' | 'credit';
export type InstallmentMode = 'modal' | 'tab' | 'page';
export type InstallmentLocale = 'ru' | 'en';
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

/** What `Installment.open()` takes: the element's attributes and properties under the same names. */
export interface InstallmentOptions {
  /** Publishable key, `pk_live_…` or `pk_test_…`. */
  shop?: string | undefined;
  /** The cart, an array or JSON text. */
  items?: InstallmentItem[] | string | undefined;
  /** Session token of an order that the shop's server made; wins over all the others. */
  session?: string | undefined;
  /** Asked at the click by POST `{product, term, externalId}`; answers `{session}`. */
  sessionUrl?: string | undefined;
  /** The same as a function. */
  createSession?: (() => Promise<string>) | undefined;
  /** Sum in minor units, where there are no items. */
  amount?: number | undefined;
  /** ISO 4217. Default: `RUB`. */
  currency?: string | undefined;
  /** The shop's own order number. */
  externalId?: string | undefined;
  /** Default: `installment`. */
  product?: InstallmentProduct | undefined;
  /** Default: `modal`. */
  mode?: InstallmentMode | undefined;
  /** Preferred months. */
  term?: number | undefined;
  /** Default: the page's language, else `ru`. */
  locale?: InstallmentLocale | undefined;
  /** Default: `auto`. */
  theme?: InstallmentTheme | undefined;
  buyer?: InstallmentBuyer | undefined;
  /** Where the backend is. Default: the script's own origin; required when imported from npm. */
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
  /** Number of the event in its order: a larger one is newer. */
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
  /** For developers: what happened and what mends it. */
  message: string;
}

/** The element's events by name, with the types of what they carry. */
export interface InstallmentEventMap {
  'installment-ready': CustomEvent<InstallmentReadyDetail>;
  'installment-open': CustomEvent<null>;
  'installment-status': CustomEvent<InstallmentStatusDetail>;
  'installment-close': CustomEvent<InstallmentCloseDetail>;
  'installment-error': CustomEvent<InstallmentErrorDetail>;
}
