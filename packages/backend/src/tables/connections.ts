import type { ColumnType, Generated } from 'kysely';
import type { Json, JsonOrNull, Optional } from './columns.ts';

/** A shop's account at another system: a lender, a cash register, a CRM. */
export interface ConnectionsTable {
  id: string;
  shopId: string;
  /** The provider's name. */
  provider: string;
  /** The account of test orders. */
  test: boolean;
  /** Values that are no secret, by the names of the provider's fields. */
  settings: Json<Record<string, string>>;
  /** Encrypted JSON of the secret values. */
  credentials: string;
  createdAt: Date;
  /** When the values were last stored. */
  changedAt: Date;
  /** When the present values were last tried; null: never. */
  checkedAt: Optional<Date>;
  /** What the last check found wrong. */
  failure: JsonOrNull<{ code: string; detail: { ru: string; en: string } }>;
  /** Switched off, it stays as it is but gets nothing. */
  enabled: Generated<boolean>;
  /** Encrypted JSON of what the other system gave us to sign in with. */
  tokens: Optional<string>;
  /** What stands for what at the other system, by our names. */
  mapping: ColumnType<Record<string, string>, string | undefined, string>;
}

/** What passed between us and the other system. No personal data and no secret. */
export interface ConnectionJournalTable {
  id: string;
  connectionId: string;
  /** Since when the call is due. */
  since: Date;
  /** When it was last made. */
  at: Date;
  act: string;
  outcome: 'done' | 'refused' | 'again';
  orderId: Optional<string>;
  /** The same call has one line, with its last outcome: the id of the receipt or order. Null: a line of its own each time. */
  subject: Optional<string>;
  attempts: Generated<number>;
  detail: Optional<string>;
}

/** An order at a CRM. */
export interface CrmDealsTable {
  connectionId: string;
  orderId: string;
  /** The CRM's own id of the deal, once it is known. */
  dealId: Optional<string>;
  /** The order's `sequence` that the CRM is to know of, and the one that it knows of. */
  wanted: number;
  synced: number;
  /** `waiting`: an attempt is due or under way · `refused`: a person has to mend something. */
  state: 'waiting' | 'done' | 'refused';
  attempts: Generated<number>;
  /** Since when it waits. */
  since: Date;
}

/** An order in the exchange with 1C. */
export interface ExchangeOrdersTable {
  connectionId: string;
  orderId: string;
  /** What 1C knows it by. */
  number: number;
  /** The order's `sequence` that was sent last, in this session; and the one that 1C surely has. */
  sent: number;
  session: Optional<string>;
  exported: number;
}
