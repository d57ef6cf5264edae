import { maskEmail, maskName, type Decision, type SigningMethod } from '@installment-button/protocol';
import { applicantOf } from '../buyer-session/applicant.ts';
import { availableOffers } from '../fan-out/store.ts';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../context.ts';
import { after, DAY } from '../platform/clock.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { firstOfRestarted } from '../orders/number-level.ts';
import { isPhoneProven } from './store.ts';
import { toRoubles } from './wire.ts';

export type TBankStatus = 'new' | 'inprogress' | 'approved' | 'signed' | 'canceled' | 'rejected';

/** A bank's answer, which T-Bank's clients read as the status of the order. */
export interface BankAnswer {
  bankId: string;
  decision: Decision;
}

const signingTypes: Record<SigningMethod, string> = { sms: 'sms', 'self-id': 'ses', meeting: 'bank' };
/** An application is overdue so long after it was made, as recorded webhooks show, whatever our own expiry is. */
const OVERDUE_MS = 14 * DAY;

/** The answer to info, commit and cancel, and the body of the webhook. The buyer is masked. */
export async function viewInfo(context: Context, sql: Sql, order: Row<'orders'>, answer: BankAnswer | null = null) {
  const view = await viewOrder(context, sql, order);
  const bankName = answer === null ? view.bank?.name : context.banks.get(answer.bankId)?.name;
  // To the shop a restarted application is the application that it made.
  const { createdAt } = await firstOfRestarted(sql, order);
  return {
    id: order.externalId ?? order.id,
    status: answer === null ? await statusOf(sql, order, view.decisions) : statusOfAnswer(answer),
    created_at: createdAt.toISOString(),
    demo: order.test,
    committed: order.status === 'confirmed' || order.status === 'settled',
    order_amount: toRoubles(order.amount),
    expected_overdue_at: after(createdAt, OVERDUE_MS).toISOString(),
    product: order.product === 'installment' ? 'installment_credit' : 'credit',
    ...(await termsOf(sql, order, answer)),
    ...(order.settlementAmount === null ? {} : { transfer_amount: toRoubles(order.settlementAmount) }),
    ...(await buyerOf(context, sql, order)),
    ...(order.agreementMethod === null ? {} : { signing_type: signingTypes[order.agreementMethod] }),
    ...(bankName === undefined ? {} : { chosen_bank: bankName }),
    items: order.items.map(({ name, price, quantity, category, vendorCode }) => ({
      name,
      price: toRoubles(price),
      quantity,
      ...(category === null ? {} : { category }),
      ...(vendorCode === null ? {} : { vendorCode }),
    })),
  };
}

/** The terms of the chosen offer; before a choice those of the lowest payment, in a bank's answer of that bank: clients read them from `approved` on. */
async function termsOf(sql: Sql, order: Row<'orders'>, answer: BankAnswer | null) {
  const offers = order.submittedAt === null ? [] : await availableOffers(sql, order.id);
  const chosen = answer === null ? offers.find(({ id }) => id === order.chosenOfferId) : undefined;
  const of = answer === null ? offers : offers.filter(({ bankId }) => bankId === answer.bankId);
  const best = chosen ?? of.toSorted((one, other) => one.terms.monthlyPayment - other.terms.monthlyPayment)[0];
  if (!best) return { appropriate_signing_types: [], ...(order.term === null ? {} : { term: order.term }) };
  const { terms } = best;
  const ways = chosen ? terms.signing : of.flatMap(({ terms: { signing } }) => signing);
  return {
    appropriate_signing_types: [...new Set(ways)].map((method) => signingTypes[method]),
    first_payment: toRoubles(terms.firstPayment),
    credit_amount: toRoubles(terms.creditAmount),
    term: terms.term,
    monthly_payment: toRoubles(terms.monthlyPayment),
  };
}

/** Masked as T-Bank masks: `И*****`, `+7912*****89`, `i****v@gmail.com`. Nothing before the submit, and nothing once the person is erased. */
async function buyerOf(context: Context, sql: Sql, order: Row<'orders'>) {
  if (order.maskedPhone === null) return {};
  const applicant = await applicantOf(context, sql, order.id);
  if (!applicant) return { ...(order.maskedName === null ? {} : { first_name: order.maskedName }), phone: order.maskedPhone };
  const { firstName, lastName, middleName, email } = applicant;
  return {
    first_name: maskName(firstName),
    last_name: maskName(lastName),
    ...(middleName ? { middle_name: maskName(middleName) } : {}),
    phone: order.maskedPhone,
    ...(email ? { email: maskEmail(email) } : {}),
  };
}

const statusOfAnswer = ({ decision }: BankAnswer): TBankStatus => (decision === 'approved' ? 'approved' : 'rejected');

async function statusOf(sql: Sql, order: Row<'orders'>, decisions: { decision: Decision }[]): Promise<TBankStatus> {
  switch (order.status) {
    case 'created':
      return (await isPhoneProven(sql, order.id)) ? 'inprogress' : 'new';
    case 'submitted':
      return decisions.some(({ decision }) => decision === 'approved') ? 'approved' : 'inprogress';
    case 'approved':
      return 'approved';
    case 'signed':
    case 'confirmed':
    case 'settled':
      return 'signed';
    case 'rejected':
      return 'rejected';
    case 'canceled':
    case 'expired':
      return 'canceled';
  }
}
