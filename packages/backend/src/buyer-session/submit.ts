import { moscowDay } from '@installment-button/protocol/moscow-day';
import { maskPhone, type FieldError, type ProvenApplicant, type Submit } from '@installment-button/protocol';
import { fitsAge } from '@installment-button/protocol/borrower-age';
import { createBankApplications, decisionDeadline } from '../fan-out/bank-applications.ts';
import { illegalTransition, transition } from '../orders/transition.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks } from '../shops/plans.ts';
import { holdOrder, type Buyer } from './access.ts';
import { checkApplicant, encryptApplicant } from './applicant.ts';
import { checkConsents } from './consents.ts';
import type { Language } from './language.ts';
import { deleteDrafts, endTokensOfOtherPhones, insertSubmission } from './store.ts';

/** What proves a consent beside its version: from where and with what it was given. */
export interface Evidence {
  address: string;
  userAgent: string;
  language: Language;
}

/**
 * The form goes to the banks, in one transaction: the phone is fixed, whoever proved another one is out, the submission and one
 * application a bank are written, the status moves; what asks the banks follows from the event.
 */
export async function submit(
  context: Context,
  tx: Tx,
  buyer: Buyer & { orderId: string },
  form: Submit,
  evidence: Evidence,
): Promise<Row<'orders'>> {
  const order = await holdOrder(context, tx, buyer);
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
    phone: context.encryption.encrypt(buyer.phone, phonePlace(order.id)),
    phoneIndex: buyer.phoneIndex,
    maskedName: `${applicant.firstName.slice(0, 1)}*****`,
    maskedPhone: maskPhone(buyer.phone),
  });
}

/** Only banks that the buyer was shown, with product, sum and age within their limits; of the order's kind, test or live. */
function checkBanks(banks: Context['banks'], order: Row<'orders'>, { banks: bankIds, applicant, term }: Submit, today: string): void {
  const fitting = new Map(fittingBanks({ banks }, order).map((bank) => [bank.id, bank]));
  const fields = bankIds.flatMap((bankId, index): (FieldError & { code: 'bank_unknown' | 'bank_age' })[] => {
    const [path, bank] = [`/banks/${index}`, fitting.get(bankId)];
    if (!bank) return [{ path, code: 'bank_unknown', message: 'This order cannot be sent to this bank.' }];
    if (fitsAge(bank, applicant.birthDate, term, today)) return [];
    return [{ path, code: 'bank_age', message: 'This bank lends to other ages: take it out of `banks`, or choose a shorter term.' }];
  });
  const [first] = fields;
  if (first) throw new Problem(422, first.code, 'A bank that this order cannot be sent to.', { fields });
}

function encryptEvidence(context: Context, orderId: string, { address, userAgent }: Evidence, textHashes: string[]): string {
  return context.encryption.encrypt(JSON.stringify({ address, userAgent, textHashes }), {
    table: 'submissions',
    column: 'evidence',
    row: orderId,
  });
}

const phonePlace = (orderId: string) => ({ table: 'orders', column: 'phone', row: orderId });

/** The phone that the submit fixed. */
export function fixedPhone(context: Context, order: Pick<Row<'orders'>, 'id' | 'phone'>): string {
  if (order.phone === null) throw new Error(`order ${order.id} has no phone yet`);
  return context.encryption.decrypt(order.phone, phonePlace(order.id));
}

/** The same person's phone on another order, as a successor keeps it. */
export function encryptPhone(context: Context, orderId: string, phone: string): string {
  return context.encryption.encrypt(phone, phonePlace(orderId));
}
