import type { Generated } from 'kysely';
import type { Json, Optional } from './columns.ts';

export interface PhoneCodesTable {
  id: string;
  orderId: string;
  shopId: string;
  purpose: 'phone' | 'signing';
  /** Blind index, the same in all shops: a phone's limits hold across shops. */
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
  /** The proved phone, encrypted under the row name `hash`. */
  phone: string;
  createdAt: Date;
  usedAt: Date;
  /** When one of its streams was last open. */
  seenAt: Optional<Date>;
  endedAt: Optional<Date>;
}

export interface DraftsTable {
  orderId: string;
  phoneIndex: string;
  /** JSON, encrypted under the row name `{orderId}:{phoneIndex}`. */
  content: string;
  updatedAt: Date;
}

export interface SubmissionsTable {
  orderId: string;
  /** Encrypted JSON of the applicant with the phone. */
  applicant: string;
  /** The consents with their versions. */
  consents: Json<{ kind: string; bankId?: string; version: string }[]>;
  at: Date;
  /** Encrypted network address and user agent of the consent, and the SHA-256 of each text. */
  evidence: string;
  /** The language of messages to the buyer. */
  language: 'ru' | 'en';
}

export interface SigningsTable {
  orderId: string;
  offerId: string;
  /** Null until the buyer chooses a method. */
  method: Optional<'sms' | 'self-id' | 'meeting' | 'redirect'>;
  state: 'preparing' | 'ready' | 'code-sent' | 'verifying' | 'sent-to-bank' | 'retake' | 'appointed' | 'redirected' | 'failed';
  errorCode: Optional<string>;
  codeId: Optional<string>;
  /** Encrypted JSON `{date, from, to, address}`. */
  appointment: Optional<string>;
  /** Encrypted. The page of a redirect lender. */
  url: Optional<string>;
  updatedAt: Date;
}

/** Photographs for Self ID, deleted with the verdict. */
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
