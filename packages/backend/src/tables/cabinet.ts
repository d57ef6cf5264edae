import type { Generated } from 'kysely';
import type { Json, JsonOrNull, Optional } from './columns.ts';

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
  /** Encrypted. */
  email: string;
  emailIndex: string;
  /** Encrypted; empty until the invitation is taken. */
  name: string;
  role: Role;
  language: Generated<'ru' | 'en'>;
  /** Argon2id; null until the invitation is taken. */
  passwordHash: Optional<string>;
  /** Encrypted; asked for once `totpSince` is set. */
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
  /** Encrypted JSON `{address, userAgent}`. */
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

/** Notes of colleagues on an order. */
export interface NotesTable {
  id: string;
  orderId: string;
  userId: string;
  /** Encrypted. */
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

/** Sums of past days, which the page of figures need not count again. Days are of Europe/Moscow. */
export interface DayAnalyticsTable {
  shopId: string;
  test: boolean;
  day: string;
  countedAt: Date;
  /** Orders made that day, by how far they came. */
  created: number;
  opened: number;
  submitted: number;
  approved: number;
  signed: number;
  confirmed: number;
  /** Orders confirmed that day. */
  soldCount: number;
  soldAmount: number;
  /** A bank's answers of that day: all and the approvals among them. */
  banks: Json<Record<string, [asked: number, approved: number]>>;
}
