import { voluntaryData, type BankConfig, type ProvenApplicant, type VoluntaryData } from '@installment-button/protocol';

/** Whether a bank wants data that not every bank needs. */
export const wants = (bank: Pick<BankConfig, 'wants'>, what: VoluntaryData): boolean =>
  (bank.wants ?? voluntaryData).some((wanted) => wanted === what);

/** The form as this bank gets it, without data that it does not want: the buyer gave no consent to send them. */
export function applicantFor(bank: Pick<BankConfig, 'wants'>, applicant: ProvenApplicant): ProvenApplicant {
  const { email, snils, inn, employment, ...always } = applicant;
  const { employer, position, ...income } = employment;
  return {
    ...always,
    ...(email !== undefined && wants(bank, 'email') ? { email } : {}),
    ...(snils !== undefined && wants(bank, 'snils') ? { snils } : {}),
    ...(inn !== undefined && wants(bank, 'inn') ? { inn } : {}),
    employment: {
      ...income,
      ...(employer !== undefined && wants(bank, 'employer') ? { employer } : {}),
      ...(position !== undefined && wants(bank, 'employer') ? { position } : {}),
    },
  };
}
