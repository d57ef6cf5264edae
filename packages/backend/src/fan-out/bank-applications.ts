import type { BankApplication, ProvenApplicant } from '@installment-button/protocol';
import { lenderRequest } from '../banks/lenders/lender-connector.ts';
import { lenderOf } from '../banks/lenders/lenders.ts';
import { applicantFor } from '../banks/wanted-data.ts';
import type { Context, OrderEvent } from '../context.ts';
import type { Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { askBank } from './ask-bank.ts';
import { deadlineJob } from './conclude.ts';
import { decisionDeadline } from './deadline.ts';
import { bankApplicationsOf } from './store.ts';

/** What the buyer submitted. */
export interface Submission {
  /** Includes the proved phone. */
  applicant: ProvenApplicant;
  /** A consent with `bankId` goes only to that bank. */
  consents: { kind: BankApplication['consents'][number]['kind']; bankId?: string; version: string }[];
  term: number;
  firstPayment: number;
}

/**
 * Stores one application a bank, in the submit's transaction before `transition(…, 'submitted')`, whose event asks the banks. Each body
 * is made once and stored encrypted, so that every attempt sends the same bytes.
 */
export async function createBankApplications(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  submission: Submission,
  submittedAt: Date,
  bankIds: string[],
): Promise<void> {
  const rows = [...new Set(bankIds)].map((bankId) => {
    const id = context.ids.next('app');
    const lender = lenderOf(context.banks.get(bankId) ?? {});
    const body = JSON.stringify(
      lender
        ? lenderRequest(submission.applicant, submission.term)
        : applicationBody(context, order, submission, submittedAt, { id, bankId }),
    );
    return {
      id,
      orderId: order.id,
      shopId: order.shopId,
      bankId,
      decision: 'pending' as const,
      request: context.encryption.encrypt(body, { table: 'bank_applications', column: 'request', row: id }),
    };
  });
  if (rows.length > 0) await tx.sql.insertInto('bankApplications').values(rows).execute();
}

function applicationBody(
  context: Context,
  order: Row<'orders'>,
  { applicant, consents, term, firstPayment }: Submission,
  submittedAt: Date,
  { id, bankId }: { id: string; bankId: string },
): BankApplication {
  return {
    applicationId: id,
    action: 'apply',
    test: order.test,
    product: order.product,
    amount: order.amount,
    currency: order.currency,
    term,
    firstPayment,
    items: order.items.map(({ id: _id, vat: _vat, marking: _marking, ...item }) => item),
    applicant: applicantFor(context.banks.get(bankId) ?? {}, applicant),
    consents: consents
      .filter((consent) => consent.bankId === undefined || consent.bankId === bankId)
      .map(({ kind, version }) => ({ kind, version, at: submittedAt.toISOString() })),
    deadline: decisionDeadline(context, submittedAt).toISOString(),
    callbackUrl: `${context.config.publicUrl}/v1/banks/${bankId}/decisions`,
  };
}

/** The jobs that follow `order.submitted`: one for each bank, and the deadline's. */
export async function askBanks(_context: Context, tx: Tx, order: Row<'orders'>, _event: OrderEvent): Promise<Job[]> {
  const applications = await bankApplicationsOf(tx.sql, order.id);
  const asks = applications.map(({ id, bankId }) => askBank.job({ applicationId: id, bankId }));
  const { decisionDeadline: startAfter } = order;
  return startAfter === null ? asks : [...asks, deadlineJob.with({ orderId: order.id }, { startAfter })];
}
