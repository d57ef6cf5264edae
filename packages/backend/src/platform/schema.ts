import type { ColumnType, Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { Decision, Offer, OrderItem, OrderStatus, Product } from '@installment-button/protocol';

type Json<T> = ColumnType<T, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface ShopsTable {
  id: string;
  name: string;
  logo: Optional<string>;
  accent: Optional<string>;
  radius: Optional<number>;
  origins: string[];
  /** BIC of the bank where the shop's account is. */
  bic: Optional<string>;
  autoConfirm: Generated<boolean>;
  /** Minor units; null: any sum. */
  autoConfirmUpTo: Optional<number>;
  autoConfirmUntrusted: Generated<boolean>;
  issuesReceipts: Generated<boolean>;
  createdAt: Date;
}

export interface KeysTable {
  id: string;
  shopId: string;
  kind: 'secret' | 'publishable';
  test: boolean;
  hash: string;
  /** What may be shown again: a publishable key whole, of a secret one the last four signs. */
  hint: string;
  createdAt: Date;
  /** May lie ahead: a replaced key works on for a day. */
  revokedAt: Optional<Date>;
  /** To the minute. */
  usedAt: Optional<Date>;
}

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
  /** Number of the last event; given under the row's lock. */
  sequence: Generated<number>;
  amount: number;
  currency: string;
  items: Json<OrderItem[]>;
  term: Optional<number>;
  firstPayment: Generated<number>;
  metadata: Json<Record<string, string>>;
  returnUrls: JsonOrNull<{ success: string; failure: string; cancel: string }>;
  /** Sealed JSON of the shop's prefill, shown only to who proves its phone. */
  prefill: Optional<string>;
  /** Sealed; set by the first submit for good. */
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
  /** Sealed. */
  agreementText: Optional<string>;
  agreementSha256: Optional<string>;
  agreementSignedAt: Optional<Date>;
  agreementMethod: Optional<'sms' | 'self-id' | 'meeting'>;
  confirmation: JsonOrNull<{ state: 'held' | 'pending' | 'refused'; effectiveAt?: string }>;
  cancellation: JsonOrNull<{ state: 'pending' | 'refused' }>;
  /** When the bank took note of the confirmation. */
  confirmedAt: Optional<Date>;
  settlementExpectedOn: Optional<string>;
  settlementAmount: Optional<number>;
  settledAt: Optional<Date>;
  /** Pending and succeeded refunds together. */
  refundedAmount: Generated<number>;
  canceled: JsonOrNull<{ by: 'buyer' | 'shop' | 'manager' | 'bank'; reason: string | null }>;
  replaces: Optional<string>;
  successorId: Optional<string>;
  restarts: Generated<number>;
  endedAt: Optional<Date>;
  /** When the buyer was taken out of it; its link is closed since. */
  erasedAt: Optional<Date>;
  /** Who made it by hand in the cabinet; null: a page or the shop's server. */
  createdBy: Optional<string>;
  /** When the application was first opened. */
  openedAt: Optional<Date>;
  /** When the first bank answered, and the first approved: the cabinet's figures. */
  firstAnswerAt: Optional<Date>;
  firstApprovedAt: Optional<Date>;
}

export interface ApplicationsTable {
  id: string;
  orderId: string;
  shopId: string;
  bankId: string;
  decision: Decision;
  decidedAt: Optional<Date>;
  /** Sealed body of `POST /applications`, the same bytes on every try. */
  request: Optional<string>;
  /** The bank acknowledged the application, so from now on it is polled. */
  acknowledgedAt: Optional<Date>;
  /** Tries that have ended; the job of the next one carries this number. */
  attempts: Generated<number>;
  /** When the try under way began; still set where a crash lost it, so the bank may have it. */
  askedAt: Optional<Date>;
  /** True once a try ended otherwise than by a refused connection or an error answer: at the deadline `timeout`, not `failed`. */
  heard: Generated<boolean>;
  /** The bank gave its final answer; another one contradicts it. */
  answered: Generated<boolean>;
  /** This bank's contract is signed. */
  signed: Generated<boolean>;
  /** From the submit to the bank's answer: the cabinet's figures. */
  answerSeconds: Optional<number>;
}

export interface OffersTable {
  id: string;
  orderId: string;
  applicationId: string;
  bankId: string;
  /** The bank's own id of the offer. */
  bankOfferId: string;
  terms: Json<Omit<Offer, 'id' | 'bank'>>;
  validUntil: Date;
  createdAt: Date;
  goneAt: Optional<Date>;
}

export type CommandKind = 'accept' | 'release' | 'appointment' | 'appointment-cancel' | 'signature' | 'confirm' | 'cancel' | 'refund';

export interface BankCommandsTable {
  id: string;
  /** Order of writing; one application's commands are sent in it. */
  number: Generated<number>;
  orderId: string;
  applicationId: string;
  bankId: string;
  kind: CommandKind;
  /** Sealed JSON body, the same bytes on every try; empty text for DELETE. */
  body: string;
  /** Not sealed, no personal data: what the outcome needs to know (offer, refund, why). */
  subject: Json<CommandSubject>;
  state: Generated<'pending' | 'done' | 'refused'>;
  /** Another act took its place: no more tries, its answer changes nothing. */
  supersededAt: Optional<Date>;
  attempts: Generated<number>;
  /** Lease of the worker whose request is under way. */
  sendingUntil: Optional<Date>;
  createdAt: Date;
  finishedAt: Optional<Date>;
  /** The bank's status and problem code. */
  answerStatus: Optional<number>;
  answerCode: Optional<string>;
}

export interface CommandSubject {
  offerId?: string;
  refundId?: string;
  method?: 'sms' | 'self-id' | 'meeting';
  /** Why a cancel is sent: the act that waits for its answer, or only the clean-up. */
  purpose?: 'buyer' | 'shop' | 'manager' | 'expiry' | 'clean-up';
  reason?: string | null;
  automatic?: boolean;
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

export interface PhoneCodesTable {
  id: string;
  orderId: string;
  shopId: string;
  purpose: 'phone' | 'signing';
  /** Blind, the same in all shops: a phone's limits hold everywhere. */
  phoneIndex: string;
  mac: string;
  /** Offer id and agreement hash that a signing code is bound to. */
  binding: Optional<string>;
  /** Blind index of the network address that asked for it. */
  address: Optional<string>;
  wrongAttempts: Generated<number>;
  sentAt: Date;
  expiresAt: Date;
  usedAt: Optional<Date>;
  killedAt: Optional<Date>;
}

/** A row a phone and a network address (blind): locked while their codes are counted. */
export interface CodeLimitsTable {
  key: string;
  closedUntil: Optional<Date>;
}

export interface BuyerTokensTable {
  hash: string;
  orderId: string;
  phoneIndex: string;
  /** Sealed phone: the token is its proof. Row of the seal: the hash. */
  phone: string;
  createdAt: Date;
  usedAt: Date;
  /** When a stream of it was last open. */
  seenAt: Optional<Date>;
  endedAt: Optional<Date>;
}

export interface DraftsTable {
  orderId: string;
  phoneIndex: string;
  /** Sealed JSON. Row of the seal: `{orderId}:{phoneIndex}`. */
  content: string;
  updatedAt: Date;
}

export interface SubmissionsTable {
  orderId: string;
  /** Sealed JSON of the applicant with the phone. */
  applicant: string;
  /** Which consents, in which version, given when. */
  consents: Json<{ kind: string; bankId?: string; version: string }[]>;
  at: Date;
  /** Sealed network address and user agent of the consent, and the SHA-256 of each text. */
  evidence: string;
  /** In which the buyer is written to. */
  language: 'ru' | 'en';
}

export interface SigningsTable {
  orderId: string;
  offerId: string;
  /** Null until one is chosen. */
  method: Optional<'sms' | 'self-id' | 'meeting'>;
  state: 'preparing' | 'ready' | 'code-sent' | 'verifying' | 'sent-to-bank' | 'retake' | 'appointed' | 'failed';
  errorCode: Optional<string>;
  codeId: Optional<string>;
  /** Sealed JSON `{date, from, to, address}`. */
  appointment: Optional<string>;
  updatedAt: Date;
}

/** Pictures for Self ID, deleted when they are judged. */
export interface PhotographsTable {
  id: string;
  orderId: string;
  kind: 'passport' | 'selfie';
  /** Sealed bytes. */
  content: string;
  createdAt: Date;
}

/** One-use addresses of the agreement's PDF. */
export interface AgreementLinksTable {
  hash: string;
  orderId: string;
  expiresAt: Date;
  usedAt: Optional<Date>;
}

export interface RefundsTable {
  id: string;
  orderId: string;
  shopId: string;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  items: JsonOrNull<{ itemId: string; quantity: number }[]>;
  createdAt: Date;
  finishedAt: Optional<Date>;
}

export interface ReceiptsTable {
  id: string;
  orderId: string;
  kind: 'sale' | 'refund';
  refundId: Optional<string>;
  amount: number;
  issuedAt: Optional<Date>;
  url: Optional<string>;
}

export interface WebhookEndpointsTable {
  id: string;
  shopId: string;
  test: boolean;
  url: string;
  types: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  /** Sealed. */
  secret: string;
  previousSecret: Optional<string>;
  previousValidUntil: Optional<Date>;
  createdAt: Date;
  lastSuccessAt: Optional<Date>;
  failingSince: Optional<Date>;
  disabledAt: Optional<Date>;
  deletedAt: Optional<Date>;
}

export interface WebhookDeliveriesTable {
  id: string;
  endpointId: string;
  eventId: string;
  shopId: string;
  state: Generated<'pending' | 'succeeded' | 'failed'>;
  attempts: Generated<number>;
  createdAt: Date;
  lastAttemptAt: Optional<Date>;
  responseStatus: Optional<number>;
}

export interface IdempotencyTable {
  scope: string;
  key: string;
  bodyHash: string;
  /** Null while the first call runs. Sealed JSON of the answer. */
  answer: Optional<string>;
  status: Optional<number>;
  leaseUntil: Date;
  createdAt: Date;
}

export interface BankMessagesTable {
  bankId: string;
  webhookId: string;
  status: number;
  /** The answer given; a repeat within ten minutes gets it again. */
  answer: string;
  at: Date;
}

export interface BankEventsTable {
  bankId: string;
  eventId: string;
  applicationId: string;
  type: string;
  at: Date;
}

export interface MessagesTable {
  id: string;
  orderId: Optional<string>;
  channel: 'sms' | 'email';
  /** Sealed JSON `{to, text}` or `{to, subject, text, html}`. */
  content: string;
  purpose: string;
  createdAt: Date;
  sentAt: Optional<Date>;
  attempts: Generated<number>;
}

export interface AuditTable {
  id: string;
  at: Date;
  /** A user's id, or who else: `operator`. */
  actor: string;
  act: string;
  /** What was acted on: an order, a key, a user. */
  subject: string;
  shopId: Optional<string>;
  /** No personal data. */
  detail: JsonOrNull<Record<string, string | number | boolean>>;
  /** The writing transaction, as with events. */
  xid: Generated<string>;
}

export type Role = 'head' | 'manager';

/** Who signs in to the cabinet: of one shop. */
export interface UsersTable {
  id: string;
  shopId: string;
  /** Sealed. */
  email: string;
  emailIndex: string;
  /** Sealed; empty until the invitation is taken. */
  name: string;
  role: Role;
  language: Generated<'ru' | 'en'>;
  /** Argon2id; null until the invitation is taken. */
  passwordHash: Optional<string>;
  /** Sealed; asked for once `totpSince` is set. */
  totpSecret: Optional<string>;
  totpSince: Optional<Date>;
  /** The last time step whose code was taken: each code opens once. */
  totpStep: Optional<number>;
  /** Which messages the person wants. */
  notices: Json<{ signed: boolean; unconfirmed: boolean; failing: boolean }>;
  createdAt: Date;
  disabledAt: Optional<Date>;
}

/** Signed-in browsers. */
export interface UserSessionsTable {
  id: string;
  hash: string;
  userId: string;
  createdAt: Date;
  usedAt: Date;
  endedAt: Optional<Date>;
  /** Sealed JSON `{address, userAgent}`. */
  place: string;
}

/** One-use addresses by which a password is set. */
export interface UserLinksTable {
  hash: string;
  userId: string;
  purpose: 'invitation' | 'reset';
  createdAt: Date;
  expiresAt: Date;
  usedAt: Optional<Date>;
}

/** Wrong passwords, a row a blind e-mail and a blind address: locked while they are counted. */
export interface SignInLimitsTable {
  key: string;
  failures: Generated<number>;
  since: Date;
  closedUntil: Optional<Date>;
}

/** Notes of colleagues on an order. */
export interface NotesTable {
  id: string;
  orderId: string;
  userId: string;
  /** Sealed. */
  text: string;
  at: Date;
}

/** Filters that a person keeps under a name. */
export interface SavedViewsTable {
  id: string;
  userId: string;
  name: string;
  filter: Json<Record<string, string>>;
  position: number;
}

/** What a shop decided of a bank: off, or limits narrower than the bank's own. */
export interface ShopBanksTable {
  shopId: string;
  bankId: string;
  off: Generated<boolean>;
  minAmount: Optional<number>;
  maxAmount: Optional<number>;
}

/** Blind words by which a shop finds orders of a buyer. */
export interface SearchTermsTable {
  shopId: string;
  term: string;
  orderId: string;
}

export interface Schema {
  shops: ShopsTable;
  keys: KeysTable;
  orders: OrdersTable;
  applications: ApplicationsTable;
  offers: OffersTable;
  bankCommands: BankCommandsTable;
  events: EventsTable;
  phoneCodes: PhoneCodesTable;
  codeLimits: CodeLimitsTable;
  buyerTokens: BuyerTokensTable;
  drafts: DraftsTable;
  submissions: SubmissionsTable;
  signings: SigningsTable;
  photographs: PhotographsTable;
  agreementLinks: AgreementLinksTable;
  refunds: RefundsTable;
  receipts: ReceiptsTable;
  webhookEndpoints: WebhookEndpointsTable;
  webhookDeliveries: WebhookDeliveriesTable;
  idempotency: IdempotencyTable;
  bankMessages: BankMessagesTable;
  bankEvents: BankEventsTable;
  messages: MessagesTable;
  audit: AuditTable;
  users: UsersTable;
  userSessions: UserSessionsTable;
  userLinks: UserLinksTable;
  signInLimits: SignInLimitsTable;
  notes: NotesTable;
  savedViews: SavedViewsTable;
  searchTerms: SearchTermsTable;
  shopBanks: ShopBanksTable;
}

export type Database = Kysely<Schema>;
export type SqlTransaction = Transaction<Schema>;
/** A connection of either kind, for reads that serve inside and outside a transaction. */
export type Sql = Database | SqlTransaction;

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
