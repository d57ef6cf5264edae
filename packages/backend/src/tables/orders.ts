import type { Generated } from 'kysely';
import type { Decision, OrderItem, OrderStatus, Product } from '@installment-button/protocol';
import type { Json, JsonOrNull, Optional } from './columns.ts';

export interface OrdersTable {
  id: string;
  shopId: string;
  externalId: Optional<string>;
  test: boolean;
  trusted: boolean;
  product: Product;
  status: OrderStatus;
  previousStatus: Optional<OrderStatus>;
  statusAt: Date;
  /** Number of the last event, raised under the row's lock. */
  sequence: Generated<number>;
  amount: number;
  currency: string;
  items: Json<OrderItem[]>;
  /** What the shop took off the whole cart, minor units. */
  discount: Generated<number>;
  /** The goods' names in lower case, for the search: the database's locale may not fold Cyrillic. */
  goods: Generated<string>;
  term: Optional<number>;
  firstPayment: Generated<number>;
  metadata: Json<Record<string, string>>;
  returnUrls: JsonOrNull<{ success?: string; failure?: string; cancel?: string }>;
  /** Encrypted JSON of the shop's prefill, shown only to a buyer who proves the phone in it. */
  prefill: Optional<string>;
  /** Encrypted. The first submit sets it for good. */
  phone: Optional<string>;
  phoneIndex: Optional<string>;
  /** Masked, as the API shows them. */
  maskedName: Optional<string>;
  maskedPhone: Optional<string>;
  linkVersion: Generated<number>;
  createdAt: Date;
  expiresAt: Optional<Date>;
  submittedAt: Optional<Date>;
  decisionDeadline: Optional<Date>;
  /** Set when nothing is pending, nothing approved and some bank timed out. */
  lateDeadline: Optional<Date>;
  chosenOfferId: Optional<string>;
  agreementTitle: Optional<string>;
  /** Encrypted. */
  agreementText: Optional<string>;
  agreementSha256: Optional<string>;
  agreementSignedAt: Optional<Date>;
  agreementMethod: Optional<'sms' | 'self-id' | 'meeting'>;
  confirmation: JsonOrNull<{ state: 'held' | 'pending' | 'refused'; effectiveAt?: string }>;
  cancellation: JsonOrNull<{ state: 'pending' | 'refused' }>;
  /** When the bank answered 2xx to the confirm. */
  confirmedAt: Optional<Date>;
  /** When the goods came to the buyer. */
  handedOverAt: Optional<Date>;
  settlementExpectedOn: Optional<string>;
  settlementAmount: Optional<number>;
  settledAt: Optional<Date>;
  /** Pending and succeeded refunds together. */
  refundedAmount: Generated<number>;
  canceled: JsonOrNull<{ by: 'buyer' | 'shop' | 'manager' | 'bank' }>;
  /** Encrypted: the words may name the buyer. Set as soon as a cancel with a reason is asked for. */
  cancelReason: Optional<string>;
  replaces: Optional<string>;
  successorId: Optional<string>;
  restarts: Generated<number>;
  endedAt: Optional<Date>;
  /** When the buyer was erased. From then on the link is closed. */
  erasedAt: Optional<Date>;
  /** The member who made the order in the cabinet; null where a page or the shop's server did. */
  createdBy: Optional<string>;
  /** When the application was first opened. */
  openedAt: Optional<Date>;
  /** When the first bank answered, and the first approved, for the analytics. */
  firstAnswerAt: Optional<Date>;
  firstApprovedAt: Optional<Date>;
  /** Of an order made over T-Bank's addresses: what it was made of, and where its shop wants to be told. */
  tBank: JsonOrNull<{ by: 'page' | 'showcase'; hash: string; webhookUrl: string | null }>;
}

/** Webhooks in T-Bank's format that wait to be delivered, masked. Deleted once delivered. */
export interface TBankDeliveriesTable {
  /** The event's id. */
  id: string;
  orderId: string;
  url: string;
  body: string;
  attempts: Generated<number>;
  createdAt: Date;
}

export interface EventsTable {
  orderId: string;
  sequence: number;
  id: string;
  shopId: string;
  type: string;
  /** One of the webhook types of the contract; a bank's decision is not. */
  public: boolean;
  status: OrderStatus;
  previousStatus: Optional<OrderStatus>;
  bankId: Optional<string>;
  decision: Optional<Decision>;
  at: Date;
  /** `data` of the webhook as it was at the event, masked. */
  data: JsonOrNull<Record<string, unknown>>;
  position: Generated<number>;
  /** The writing transaction: a cursor over a shop's events stays below `pg_snapshot_xmin`. */
  xid: Generated<string>;
}

/** Ids of the T-Bank API (`t-bank/ids.ts`). */
export interface TBankIdsTable {
  /** Blind index of the id. */
  idIndex: string;
  shopId: string;
  kind: 'showcase' | 'widget';
  /** Encrypted. */
  id: string;
  createdAt: Date;
  /** A replaced or switched-off id; null: the present one. */
  worksUntil: Optional<Date>;
}
