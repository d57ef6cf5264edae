import { voluntaryData, type BankConfig, type ProvenApplicant, type VoluntaryData } from '@installment-button/protocol';

/** What a bank wants of the data that not every bank needs. */
export const wants = (bank: Pick<BankConfig, 'wants'>, what: VoluntaryData): boolean =>
  (bank.wants ?? voluntaryData).some((wanted) => wanted === what);

/** The form as this bank gets it: what it has no use for, and so the buyer did not consent to, does not leave the service. */
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
