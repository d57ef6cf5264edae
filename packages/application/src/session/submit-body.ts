import type { Submit } from '@installment-button/protocol/buyer-api';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { toApplicant } from '../form/values.ts';
import type { DraftState } from './draft.ts';

/** The form as it is sent, with a consent for every bank that it goes to; null while no term is set. */
export function submitBody({ banks, creditHistoryConsent }: SessionDetail, draft: DraftState): Submit | null {
  const { values, term, firstPayment } = draft;
  if (term === null) return null;
  const chosen = banks.filter((bank) => draft.banks.includes(bank.id));
  return {
    applicant: toApplicant(values),
    term,
    ...(firstPayment ? { firstPayment } : {}),
    banks: chosen.map((bank) => bank.id),
    consents: [
      ...chosen.map((bank) => ({ kind: 'personal-data' as const, bankId: bank.id, version: bank.consent.version })),
      { kind: 'credit-history' as const, version: creditHistoryConsent.version },
    ],
  };
}
