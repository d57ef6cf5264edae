import type { Generated } from 'kysely';
import type { Decision, Offer, RedirectTerms } from '@installment-button/protocol';
import type { Json, Optional } from './columns.ts';

export interface BankApplicationsTable {
  id: string;
  orderId: string;
  shopId: string;
  bankId: string;
  decision: Decision;
  decidedAt: Optional<Date>;
  /** Encrypted body of `POST /applications`, the same bytes at every attempt. */
  request: Optional<string>;
  /** When the bank acknowledged the application. From then on it is polled. */
  acknowledgedAt: Optional<Date>;
  /** Attempts that have ended; the next attempt's job carries this number. */
  attempts: Generated<number>;
  /** When the attempt under way was claimed. Still set after a crash lost the attempt. */
  claimedAt: Optional<Date>;
  /** True once an attempt ended in any other way than a refused connection or an error answer: then the deadline makes `timeout`, not `failed`. */
  mayHaveArrived: Generated<boolean>;
  /** The bank gave its final answer. A later, different answer is only logged. */
  answered: Generated<boolean>;
  /** This bank's contract is signed. */
  signed: Generated<boolean>;
  /** From the submit to the bank's answer, for the analytics. */
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

/** What a redirect lender made of an application: an offer that is taken up on its own page. */
export interface LenderApplicationsTable {
  applicationId: string;
  orderId: string;
  bankId: string;
  /** Our own id of the offer. */
  offerId: string;
  terms: Json<Omit<RedirectTerms, 'validUntil'> & { validUntil: string }>;
  /** Encrypted. Where the buyer goes. */
  url: string;
  validUntil: Date;
  createdAt: Date;
  goneAt: Optional<Date>;
  /** How far it is there, as last seen. */
  state: Generated<'open' | 'approved' | 'declined' | 'signed' | 'committed' | 'canceled'>;
  /** Looks that have ended or were overtaken; the next look's job carries this number. */
  looks: Generated<number>;
}

export type CommandKind = 'accept' | 'release' | 'appointment' | 'appointment-cancel' | 'signature' | 'confirm' | 'cancel' | 'refund';

export interface BankCommandsTable {
  id: string;
  /** Commands of one application are sent in the order of this number. */
  number: Generated<number>;
  orderId: string;
  applicationId: string;
  bankId: string;
  kind: CommandKind;
  /** Encrypted JSON body, the same bytes at every attempt; empty for a DELETE. */
  body: string;
  /** What the outcome needs to know (offer, refund, purpose). Not encrypted: no personal data. */
  subject: Json<CommandSubject>;
  state: Generated<'pending' | 'done' | 'refused'>;
  /** When another act took the command's place. No further attempt is made; an answer changes nothing. */
  supersededAt: Optional<Date>;
  attempts: Generated<number>;
  /** Until when a worker holds the claim on the attempt under way. */
  claimedUntil: Optional<Date>;
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
  automatic?: boolean;
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
