import type { BankOffer } from '@installment-button/protocol/offer';
import type { ApplyRequest } from './messages.ts';
import type { BehaviourChange } from './behaviour.ts';

/** Where an application stands at the bank. */
export type ApplicationState = 'pending' | 'declined' | 'approved' | 'accepted' | 'signed' | 'confirmed' | 'settled' | 'canceled';

export interface Agreement {
  title: string;
  text: string;
  sha256: string;
}

export interface Slot {
  id: string;
  date: string;
  from: string;
  to: string;
}

export interface Refund {
  refundId: string;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed' | 'refused';
}

/** What a bank remembers of an application, in memory only. */
export interface BankApplication {
  readonly id: string;
  readonly request: ApplyRequest;
  readonly receivedAt: Date;
  state: ApplicationState;
  offers: BankOffer[];
  declineReason: string | undefined;
  /** The accepted offer: gone from `release` on, kept after the end. */
  acceptedOffer: BankOffer | undefined;
  agreement: Agreement | undefined;
  appointment: (Slot & { address: string }) | undefined;
  readonly refunds: Refund[];
  /** What the applicant's surname or a person at the control page changed for this application alone. */
  behaviour: BehaviourChange;
}

/** The final states answer 409 to whatever would move them elsewhere. */
export function isSigned(application: BankApplication): boolean {
  return application.state === 'signed' || application.state === 'confirmed' || application.state === 'settled';
}

export function refundedAmount(application: BankApplication): number {
  return application.refunds
    .filter(({ status }) => status === 'pending' || status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0);
}
