import type { Signing } from '@installment-button/protocol/session-view';
import type { Texts } from '../texts/texts.ts';

export interface Failure {
  title: string;
  text: string;
}

/** What went wrong with the signing, and what the buyer can do; null while nothing is wrong. */
export function signingFailure(signing: Signing | null, hasChoice: boolean, texts: Texts): Failure | null {
  if (!signing || (signing.state !== 'failed' && !signing.error)) return null;
  const { failures } = texts.signing;
  const code = signing.error?.code;
  if (signing.state === 'appointed') return failures.meetingKept;
  if (signing.state !== 'failed') return null;
  if (code === 'self_id_declined') return failures.selfId;
  if (code === 'slot_taken') return failures.slotTaken;
  if (code === 'bank_timeout') return failures.unanswered;
  if (signing.method === 'meeting' && code === 'bank_refused') return failures.meeting;
  return hasChoice ? failures.signature : failures.gone;
}

/** Why the bank did not take the choice of an offer. */
export function selectFailure(signing: Signing, bank: string, texts: Texts): string {
  const { failures } = texts.offers;
  if (signing.error?.code === 'offer_gone') return failures.gone(bank);
  return signing.error?.code === 'bank_timeout' ? failures.unanswered(bank) : failures.refused(bank);
}
