import type { Tx } from '../platform/database/transaction.ts';
import type { Row } from '../tables/schema.ts';

/** Words in both languages of the cabinet. */
export interface Words {
  ru: string;
  en: string;
}

/** One value that an account needs. */
export interface ProviderField {
  name: string;
  label: Words;
  hint?: Words;
  /** `secret` and `file` are stored encrypted and never sent to a page again. `file` holds the text of a file, such as a certificate. */
  kind: 'text' | 'address' | 'choice' | 'secret' | 'file';
  /** Of a `choice`. */
  choices?: { value: string; label: Words }[];
  /** Default: true. */
  required?: boolean;
  /** What holds while nothing is entered; such a field is not required. */
  default?: string;
}

/** What the head may choose about the other system. The choices are read from it. */
export interface MappingRow {
  name: string;
  label: Words;
  hint?: Words;
  choices: { value: string; label: string }[];
  /** The choice, or what fits best while none was made. */
  value: string;
}

/** The values of a connection, by the names of the provider's fields. */
export type Values = Record<string, string>;

/** What a check found. `detail` is a plain sentence for the head of the shop, without personal data and secrets. */
export type CheckOutcome = { ok: true } | { ok: false; code: 'credentials_wrong' | 'unreachable' | 'refused'; detail: Words };

/**
 * A system of somebody else in which the shop has an account: a lender, a cash register, a CRM. The context is a parameter of this type,
 * because the context holds the list of providers.
 */
export interface Provider<Context> {
  /** Unique, as on the wire: `dolyame`. */
  name: string;
  kind: 'lender' | 'receipts' | 'crm' | 'accounting' | 'builder';
  /** As its users call it. */
  title: string;
  fields: ProviderField[];
  /** Where the values are found. */
  note?: Words;
  /** Tries the account with a call that changes nothing there. Never throws because of what the other side does. */
  check(context: Context, account: { shopId: string; test: boolean; values: Values }): Promise<CheckOutcome>;
  /** Reads what can be mapped there. Absent: nothing can. Throws `NoAnswer` without an answer. */
  readMapping?(context: Context, connectionId: string): Promise<MappingRow[]>;
  /** «Повторить»: makes the call of a journal line due now. Absent: its calls come again by themselves. */
  repeat?(context: Context, tx: Tx, line: Row<'connectionJournal'>): Promise<void>;
  /** Of a cash register: why it cannot print goods of these rates of VAT together; null: it can. */
  faultOfRates?(rates: readonly string[]): string | null;
  /** Addresses that the head copies to the other system. */
  addresses?(context: Context, connectionId: string): { label: Words; value: string }[];
}

export const isSecret = ({ kind }: ProviderField): boolean => kind === 'secret' || kind === 'file';
