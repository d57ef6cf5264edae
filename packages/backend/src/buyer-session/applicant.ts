import {
  applicantErrors,
  applicantErrorTexts,
  provenApplicantSchema,
  tidyName,
  type Applicant,
  type ProvenApplicant,
} from '@installment-button/protocol';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { findSubmission } from './store.ts';

/** Refuses a form with a reason for each wrong field. Returns the form as it is stored, with tidied names. */
export function checkApplicant(applicant: Applicant, today: string): Applicant {
  const fields = applicantErrors(applicant, today).map(({ path, code }) => ({
    path: `/applicant${path}`,
    code,
    message: applicantErrorTexts[code],
  }));
  if (fields.length > 0) {
    throw new Problem(422, 'validation_failed', fields.map(({ path, message }) => `${path}: ${message}`).join(' · '), { fields });
  }
  const { middleName, ...rest } = applicant;
  const tidied = { ...rest, lastName: tidyName(rest.lastName), firstName: tidyName(rest.firstName) };
  return middleName?.trim() ? { ...tidied, middleName: tidyName(middleName) } : tidied;
}

const place = (orderId: string) => ({ table: 'submissions', column: 'applicant', row: orderId });

export function encryptApplicant(context: Context, orderId: string, applicant: ProvenApplicant): string {
  return context.encryption.encrypt(JSON.stringify(applicant), place(orderId));
}

/** The submitted form, or null before the submit. */
export async function applicantOf(context: Context, sql: Sql, orderId: string): Promise<ProvenApplicant | null> {
  const submission = await findSubmission(sql, orderId);
  return submission ? decryptApplicant(context, submission) : null;
}

export function decryptApplicant(context: Context, submission: Row<'submissions'>): ProvenApplicant {
  return provenApplicantSchema.parse(JSON.parse(context.encryption.decrypt(submission.applicant, place(submission.orderId))));
}
