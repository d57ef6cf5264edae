import type { Generated } from 'kysely';
import type { Decision, Offer } from '@installment-button/protocol';
import type { Json, Optional } from './columns.ts';

export interface BankApplicationsTable {
  id: string;
  orderId: string;
  shopId: string;
  bankId: string;
  decision: Decision;
  decidedAt: Optional<Date>;
  /** Encrypted body of `POST /applications`, the same bytes on every try. */
  request: Optional<string>;
  /** The bank acknowledged the application, so from now on it is polled. */
  acknowledgedAt: Optional<Date>;
  /** Tries that have ended; the job of the next one carries this number. */
  attempts: Generated<number>;
  /** When the try under way began; still set where a crash lost it, so the bank may have it. */
  askedAt: Optional<Date>;
  /** True once a try ended otherwise than by a refused connection or an error answer: at the deadline `timeout`, not `failed`. */
  heard: Generated<boolean>;
  /** The bank gave its final answer; another one contradicts it. */
  answered: Generated<boolean>;
  /** This bank's contract is signed. */
  signed: Generated<boolean>;
  /** From the submit to the bank's answer: the cabinet's figures. */
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

export type CommandKind = 'accept' | 'release' | 'appointment' | 'appointment-cancel' | 'signature' | 'confirm' | 'cancel' | 'refund';

export interface BankCommandsTable {
  id: string;
  /** Order of writing; one application's commands are sent in it. */
  number: Generated<number>;
  orderId: string;
  applicationId: string;
  bankId: string;
  kind: CommandKind;
  /** Encrypted JSON body, the same bytes on every try; empty text for DELETE. */
  body: string;
  /** Not encrypted, no personal data: what the outcome needs to know (offer, refund, why). */
  subject: Json<CommandSubject>;
  state: Generated<'pending' | 'done' | 'refused'>;
  /** Another act took its place: no more tries, its answer changes nothing. */
  supersededAt: Optional<Date>;
  attempts: Generated<number>;
  /** Lease of the worker whose request is under way. */
  sendingUntil: Optional<Date>;
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
  reason?: string | null;
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
