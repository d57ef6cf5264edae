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
}

/** What passed between us and the other system. No personal data and no secret. */
export interface ConnectionJournalTable {
  id: string;
  connectionId: string;
  at: Date;
  act: string;
  outcome: 'done' | 'refused' | 'again';
  orderId: Optional<string>;
  detail: Optional<string>;
}
