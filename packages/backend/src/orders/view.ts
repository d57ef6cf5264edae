import type { Offer, Order } from '@installment-button/protocol';
import type { Context } from '../platform/context.ts';
import type { Row, Sql } from '../platform/schema.ts';
import { linkOf } from './link.ts';
import { applicationsOf } from './store.ts';

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

export function nameOfBank(context: Context, bankId: string): { id: string; name: string } {
  return { id: bankId, name: context.banks.get(bankId)?.name ?? bankId };
}

export function viewOffer(context: Context, offer: Row<'offers'>): Offer {
  return { ...offer.terms, id: offer.id, bank: nameOfBank(context, offer.bankId) };
}

/** The order as the API, webhooks and cabinet show it: masked, with `null` for what does not apply yet (contract §1). */
export async function viewOrder(context: Context, sql: Sql, order: Row<'orders'>): Promise<Order> {
  const applications = await applicationsOf(sql, order.id);
  const chosen =
    order.chosenOfferId === null
      ? undefined
      : await sql.selectFrom('offers').selectAll().where('id', '=', order.chosenOfferId).executeTakeFirst();
  const receipts = await sql
    .selectFrom('receipts')
    .selectAll()
    .where('orderId', '=', order.id)
    .where('issuedAt', 'is not', null)
    .orderBy('issuedAt')
    .execute();
  return {
    id: order.id,
    externalId: order.externalId,
    test: order.test,
    trusted: order.trusted,
    product: order.product,
    status: order.status,
    sequence: order.sequence,
    amount: order.amount,
    currency: order.currency,
    items: order.items,
    term: order.term,
    metadata: order.metadata,
    buyer: order.maskedPhone === null ? null : { name: order.maskedName, phone: order.maskedPhone },
    link: linkOf(context, order),
    createdAt: order.createdAt.toISOString(),
    expiresAt: iso(order.expiresAt),
    submittedAt: iso(order.submittedAt),
    decisions: applications.map(({ bankId, decision, decidedAt }) => ({ bank: nameOfBank(context, bankId), decision, at: iso(decidedAt) })),
    offer: chosen ? viewOffer(context, chosen) : null,
    bank: chosen ? nameOfBank(context, chosen.bankId) : null,
    agreement:
      order.agreementSignedAt && order.agreementTitle && order.agreementSha256 && order.agreementMethod
        ? {
            title: order.agreementTitle,
            sha256: order.agreementSha256,
            signedAt: order.agreementSignedAt.toISOString(),
            method: order.agreementMethod,
          }
        : null,
    confirmation: order.confirmation,
    cancellation: order.cancellation,
    settlement:
      order.settlementExpectedOn === null || order.settlementAmount === null
        ? null
        : { expectedOn: order.settlementExpectedOn, amount: order.settlementAmount, settledAt: iso(order.settledAt) },
    refundedAmount: order.refundedAmount,
    receipts: receipts.map(({ id, kind, amount, issuedAt, url }) => ({ id, kind, amount, issuedAt: iso(issuedAt) ?? '', url })),
    canceled: order.canceled,
    replaces: order.replaces,
    successor: order.successorId === null ? null : { orderId: order.successorId },
  };
}
