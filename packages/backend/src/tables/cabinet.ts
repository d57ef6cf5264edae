import type { Generated } from 'kysely';
import type { Json, JsonOrNull, Optional } from './columns.ts';

export interface AuditTable {
  id: string;
  at: Date;
  /** A user's id, `operator` or `retention`. */
  actor: string;
  act: string;
  /** The id of what was acted on: an order, a key, a user. */
  subject: string;
  shopId: Optional<string>;
  /** No personal data. */
  detail: JsonOrNull<Record<string, string | number | boolean>>;
  /** Encrypted. What a member wrote as the reason: it may name the buyer, so it goes with an erasure. */
  reason: Optional<string>;
  /** The writing transaction, as in `events`. */
  xid: Generated<string>;
}

export type Role = 'head' | 'manager';

/** Members of a shop, who sign in to the cabinet. */
export interface UsersTable {
  id: string;
  shopId: string;
  /** Encrypted. */
  email: string;
  emailIndex: string;
  /** Encrypted; empty until the invitation is accepted. */
  name: string;
  role: Role;
  language: Generated<'ru' | 'en'>;
  /** Argon2id; null until the invitation is accepted. */
  passwordHash: Optional<string>;
  /** Encrypted. Required at the sign-in once `totpSince` is set. */
  totpSecret: Optional<string>;
  totpSince: Optional<Date>;
  /** The last time step whose code was used: each code works once. */
  totpStep: Optional<number>;
  /** Which messages the member wants. */
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

/** Members' notes on an order. */
export interface NotesTable {
  id: string;
  orderId: string;
  userId: string;
  /** Encrypted. */
  text: string;
  at: Date;
}

/** Filters that a member saved under a name. */
export interface SavedViewsTable {
  id: string;
  userId: string;
  name: string;
  filter: Json<Record<string, string>>;
  position: number;
}

/** A shop's settings for a bank: off, or limits narrower than the bank's own. */
export interface ShopBanksTable {
  shopId: string;
  bankId: string;
  off: Generated<boolean>;
  minAmount: Optional<number>;
  maxAmount: Optional<number>;
}

/** Blind indexes of words by which a shop finds a buyer's orders. */
export interface SearchTermsTable {
  shopId: string;
  term: string;
  orderId: string;
}

/** Sums of past days, so that the analytics need not count them again. Days are of Europe/Moscow. */
export interface DayAnalyticsTable {
  shopId: string;
  test: boolean;
  day: string;
  countedAt: Date;
  /** Orders made on this day, by how far they came. */
  created: number;
  opened: number;
  submitted: number;
  approved: number;
  signed: number;
  confirmed: number;
  /** Orders confirmed on this day. */
  soldCount: number;
  soldAmount: number;
  /** Each bank's answers of this day: all of them, and the approvals. */
  banks: Json<Record<string, [asked: number, approved: number]>>;
}
