import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { AttemptLimitsTable } from './attempts.ts';
import type { ShopsTable, KeysTable } from './shops.ts';
import type { OrdersTable, EventsTable, TBankDeliveriesTable, TBankIdsTable } from './orders.ts';
import type {
  BankApplicationsTable,
  LenderApplicationsTable,
  OffersTable,
  BankCommandsTable,
  BankMessagesTable,
  BankEventsTable,
} from './banks.ts';
import type { ConnectionsTable, ConnectionJournalTable, CrmDealsTable, ExchangeOrdersTable } from './connections.ts';
import type {
  PhoneCodesTable,
  BuyerTokensTable,
  DraftsTable,
  SubmissionsTable,
  SigningsTable,
  PhotographsTable,
  AgreementLinksTable,
  MessagesTable,
} from './buyers.ts';
import type { RefundsTable, ReceiptsTable, WebhookEndpointsTable, WebhookDeliveriesTable, IdempotencyTable } from './after-sale.ts';
import type {
  AuditTable,
  UsersTable,
  UserSessionsTable,
  UserLinksTable,
  NotesTable,
  SavedViewsTable,
  ShopBanksTable,
  DayAnalyticsTable,
  SearchTermsTable,
} from './cabinet.ts';

export type { CommandKind, CommandSubject } from './banks.ts';
export type { Role } from './cabinet.ts';

export interface Schema {
  shops: ShopsTable;
  keys: KeysTable;
  connections: ConnectionsTable;
  crmDeals: CrmDealsTable;
  exchangeOrders: ExchangeOrdersTable;
  connectionJournal: ConnectionJournalTable;
  orders: OrdersTable;
  bankApplications: BankApplicationsTable;
  offers: OffersTable;
  lenderApplications: LenderApplicationsTable;
  bankCommands: BankCommandsTable;
  events: EventsTable;
  phoneCodes: PhoneCodesTable;
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
  tBankDeliveries: TBankDeliveriesTable;
  tBankIds: TBankIdsTable;
  idempotency: IdempotencyTable;
  bankMessages: BankMessagesTable;
  bankEvents: BankEventsTable;
  messages: MessagesTable;
  audit: AuditTable;
  users: UsersTable;
  userSessions: UserSessionsTable;
  userLinks: UserLinksTable;
  attemptLimits: AttemptLimitsTable;
  notes: NotesTable;
  savedViews: SavedViewsTable;
  searchTerms: SearchTermsTable;
  dayAnalytics: DayAnalyticsTable;
  shopBanks: ShopBanksTable;
}

export type Database = Kysely<Schema>;
export type SqlTransaction = Transaction<Schema>;
/** A connection of either kind, for reads that serve inside and outside a transaction. */
export type Sql = Database | SqlTransaction;

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
