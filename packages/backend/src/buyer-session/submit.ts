import { moscowDay } from '@installment-button/protocol/moscow-day';
import { maskName, maskPhone, type FieldError, type ProvenApplicant, type Submit } from '@installment-button/protocol';
import { fitsAge } from '@installment-button/protocol/borrower-age';
import { createBankApplications } from '../fan-out/bank-applications.ts';
import { decisionDeadline } from '../fan-out/deadline.ts';
import { encryptPhone } from '../orders/buyer-phone.ts';
import { illegalTransition, transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks } from '../shops/plans.ts';
import { lockBuyersOrder, type Buyer } from './access.ts';
import { checkApplicant, encryptApplicant } from './applicant.ts';
import { checkConsents } from './consents.ts';
import type { Language } from './language.ts';
import { deleteDrafts, endTokensOfOtherPhones, insertSubmission } from './store.ts';

/** What proves a consent beside its version: the network address and the browser that it came from. */
export interface Evidence {
  address: string;
  userAgent: string;
  language: Language;
}

/**
 * Submits the form in one transaction: the phone is fixed, tokens of other phones end, the submission and one application a bank are
 * stored, and the order becomes `submitted`. The jobs that ask the banks follow that event.
 */
export async function submit(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  form: Submit,
  evidence: Evidence,
): Promise<Row<'orders'>> {
  const order = await lockBuyersOrder(context, tx, buyer);
  if (order.status !== 'created') throw illegalTransition(order.status, 'submitted');
  const now = context.clock.now();
  const today = moscowDay(now);
  const applicant: ProvenApplicant = { ...checkApplicant(form.applicant, today), phone: buyer.phone };
  const firstPayment = form.firstPayment ?? 0;
  if (firstPayment >= order.amount) throw fieldProblem('/firstPayment', 'too_big', 'The first payment must be less than the amount.');
  checkBanks(await bankListOf(context, tx.sql, order.shopId), order, form, today);
  const textHashes = checkConsents(form.consents, form.banks, context.banks);

  await endTokensOfOtherPhones(tx.sql, order.id, buyer.phoneIndex, now);
  await insertSubmission(tx.sql, {
    orderId: order.id,
    applicant: encryptApplicant(context, order.id, applicant),
    consents: JSON.stringify(form.consents),
    at: now,
    evidence: encryptEvidence(context, order.id, evidence, textHashes),
    language: evidence.language,
  });
  await deleteDrafts(tx.sql, order.id);
  const { term, consents, banks } = form;
  await createBankApplications(context, tx, order, { applicant, consents, term, firstPayment }, now, banks);
  return transition(context, tx, order, 'submitted', {
    term,
    firstPayment,
    decisionDeadline: decisionDeadline(context, now),
    submittedAt: now,
    phone: encryptPhone(context, order.id, buyer.phone),
    phoneIndex: buyer.phoneIndex,
    maskedName: maskName(applicant.firstName),
    maskedPhone: maskPhone(buyer.phone),
  });
}

/** Refuses banks that the buyer was not shown: another mode (test, live), or product, sum or age outside their limits. */
function checkBanks(banks: Context['banks'], order: Row<'orders'>, { banks: bankIds, applicant, term }: Submit, today: string): void {
  const fitting = new Map(fittingBanks({ banks }, order).map((bank) => [bank.id, bank]));
  const fields = bankIds.flatMap((bankId, index): (FieldError & { code: 'bank_unknown' | 'bank_age' })[] => {
    const [path, bank] = [`/banks/${index}`, fitting.get(bankId)];
    if (!bank) return [{ path, code: 'bank_unknown', message: 'This bank does not take this order.' }];
    if (fitsAge(bank, applicant.birthDate, term, today)) return [];
    return [
      {
        path,
        code: 'bank_age',
        message: 'The buyer’s age is outside this bank’s limits: remove the bank from `banks`, or choose a shorter term.',
      },
    ];
  });
  const [first] = fields;
  if (first) throw new Problem(422, first.code, 'A bank in `banks` does not take this order.', { fields });
}

function encryptEvidence(context: Context, orderId: string, { address, userAgent }: Evidence, textHashes: string[]): string {
  return context.encryption.encrypt(JSON.stringify({ address, userAgent, textHashes }), {
    table: 'submissions',
    column: 'evidence',
    row: orderId,
  });
}
