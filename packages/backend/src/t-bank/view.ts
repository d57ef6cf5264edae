import type { Decision, SigningMethod } from '@installment-button/protocol';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { isPhoneProven } from './store.ts';
import { toRoubles } from './wire.ts';

export type TBankStatus = 'new' | 'inprogress' | 'approved' | 'signed' | 'canceled' | 'rejected';

/** A bank's answer, which T-Bank's clients read as the status of the order. */
export interface BankAnswer {
  bankId: string;
  decision: Decision;
}

const signingTypes: Record<SigningMethod, string> = { sms: 'sms', 'self-id': 'ses', meeting: 'bank' };

/** The answer to info, commit and cancel, and the body of the webhook. The buyer is masked. */
export async function viewInfo(context: Context, sql: Sql, order: Row<'orders'>, answer: BankAnswer | null = null) {
  const view = await viewOrder(context, sql, order);
  const { offer } = view;
  const bankName = answer === null ? view.bank?.name : context.banks.get(answer.bankId)?.name;
  return {
    id: order.externalId ?? order.id,
    status: answer === null ? await statusOf(sql, order, view.decisions) : statusOfAnswer(answer),
    created_at: view.createdAt,
    demo: order.test,
    committed: order.status === 'confirmed' || order.status === 'settled',
    order_amount: toRoubles(order.amount),
    appropriate_signing_types: (offer?.signing ?? []).map((method) => signingTypes[method]),
    expected_overdue_at: view.expiresAt ?? view.createdAt,
    product: order.product === 'installment' ? 'installment_credit' : 'credit',
    ...(offer
      ? {
          first_payment: toRoubles(offer.firstPayment),
          credit_amount: toRoubles(offer.creditAmount),
          term: offer.term,
          monthly_payment: toRoubles(offer.monthlyPayment),
        }
      : order.term === null
        ? {}
        : { term: order.term }),
    ...(order.settlementAmount === null ? {} : { transfer_amount: toRoubles(order.settlementAmount) }),
    ...(view.buyer ? { first_name: view.buyer.name, phone: view.buyer.phone } : {}),
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
