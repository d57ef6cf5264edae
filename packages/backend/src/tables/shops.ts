import type { ColumnType, Generated } from 'kysely';
import type { Optional } from './columns.ts';

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
  /** What was entered of `receiptSettingsSchema`. */
  receiptSettings: ColumnType<Record<string, unknown>, string | undefined, string>;
  createdAt: Date;
}

export interface KeysTable {
  id: string;
  shopId: string;
  kind: 'secret' | 'publishable';
  test: boolean;
  hash: string;
  /** What may be shown again: a whole publishable key, the last four characters of a secret key. */
  hint: string;
  createdAt: Date;
  /** May be in the future: a replaced key works for another day. */
  revokedAt: Optional<Date>;
  /** Precise to the minute. */
  usedAt: Optional<Date>;
}
