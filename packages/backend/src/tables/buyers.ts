import type { Generated } from 'kysely';
import type { Json, Optional } from './columns.ts';

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
  wrongAttempts: Generated<number>;
  sentAt: Date;
  expiresAt: Date;
  usedAt: Optional<Date>;
  killedAt: Optional<Date>;
}

export interface BuyerTokensTable {
  hash: string;
  orderId: string;
  phoneIndex: string;
  /** Encrypted phone: the token is its proof. Row of the encrypt: the hash. */
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
  /** Encrypted JSON. Row of the encrypt: `{orderId}:{phoneIndex}`. */
  content: string;
  updatedAt: Date;
}

export interface SubmissionsTable {
  orderId: string;
  /** Encrypted JSON of the applicant with the phone. */
  applicant: string;
  /** Which consents, in which version, given when. */
  consents: Json<{ kind: string; bankId?: string; version: string }[]>;
  at: Date;
  /** Encrypted network address and user agent of the consent, and the SHA-256 of each text. */
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
  /** Encrypted JSON `{date, from, to, address}`. */
  appointment: Optional<string>;
  updatedAt: Date;
}

/** Pictures for Self ID, deleted when they are judged. */
export interface PhotographsTable {
  id: string;
  orderId: string;
  kind: 'passport' | 'selfie';
  /** Encrypted bytes. */
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

export interface MessagesTable {
  id: string;
  orderId: Optional<string>;
  channel: 'sms' | 'email';
  /** Encrypted JSON `{to, text}` or `{to, subject, text, html}`. */
  content: string;
  purpose: string;
  createdAt: Date;
  sentAt: Optional<Date>;
  attempts: Generated<number>;
}
