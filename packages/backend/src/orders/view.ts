import type { Offer, Order } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { reasonOf } from './cancel-reason.ts';
import { linkOf } from './session-token.ts';

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

export function nameOfBank(context: Context, bankId: string): { id: string; name: string } {
  return { id: bankId, name: context.banks.get(bankId)?.name ?? bankId };
}

export function viewOffer(context: Context, offer: Row<'offers'>): Offer {
  return { ...offer.terms, id: offer.id, bank: nameOfBank(context, offer.bankId) };
}

/** The order as the API, webhooks and cabinet show it: masked, with `null` for what does not apply yet. */
export async function viewOrder(context: Context, sql: Sql, order: Row<'orders'>): Promise<Order> {
  return view(context, order, await partsOf(sql, [order]));
}

/** Many orders with as many queries as one order takes. */
export async function viewOrders(context: Context, sql: Sql, orders: Row<'orders'>[]): Promise<Order[]> {
  const parts = await partsOf(sql, orders);
  return orders.map((order) => view(context, order, parts));
}

interface Parts {
  applications: Row<'bankApplications'>[];
  chosen: Row<'offers'>[];
  /** Chosen offers of redirect lenders. */
  lenders: Row<'lenderApplications'>[];
  receipts: Row<'receipts'>[];
}

async function partsOf(sql: Sql, orders: Row<'orders'>[]): Promise<Parts> {
  // No query for what an order cannot have yet.
  const asked = orders.filter(({ submittedAt }) => submittedAt !== null).map(({ id }) => id);
  const confirmed = orders.filter(({ confirmedAt }) => confirmedAt !== null).map(({ id }) => id);
  const chosenIds = orders.map(({ chosenOfferId }) => chosenOfferId).filter((id) => id !== null);
  const chosen = chosenIds.length === 0 ? [] : await sql.selectFrom('offers').selectAll().where('id', 'in', chosenIds).execute();
  const others = chosenIds.filter((id) => !chosen.some((offer) => offer.id === id));
  return {
    applications:
      asked.length === 0 ? [] : await sql.selectFrom('bankApplications').selectAll().where('orderId', 'in', asked).orderBy('id').execute(),
    chosen,
    lenders: others.length === 0 ? [] : await sql.selectFrom('lenderApplications').selectAll().where('offerId', 'in', others).execute(),
    receipts:
      confirmed.length === 0
        ? []
        : await sql
            .selectFrom('receipts')
            .selectAll()
            .where('orderId', 'in', confirmed)
            .where('issuedAt', 'is not', null)
            .orderBy('issuedAt')
            .execute(),
  };
}

function view(context: Context, order: Row<'orders'>, parts: Parts): Order {
  const applications = parts.applications.filter(({ orderId }) => orderId === order.id);
  const chosen = parts.chosen.find(({ id }) => id === order.chosenOfferId);
  const lender = parts.lenders.find(({ offerId }) => offerId === order.chosenOfferId);
  const bankId = chosen?.bankId ?? lender?.bankId;
  const receipts = parts.receipts.filter(({ orderId }) => orderId === order.id);
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
    discount: order.discount,
    term: order.term,
    metadata: order.metadata,
    buyer: order.maskedPhone === null ? null : { name: order.maskedName, phone: order.maskedPhone },
    link: linkOf(context, order),
    createdAt: order.createdAt.toISOString(),
    expiresAt: iso(order.expiresAt),
    submittedAt: iso(order.submittedAt),
    decisions: applications.map(({ bankId, decision, decidedAt }) => ({ bank: nameOfBank(context, bankId), decision, at: iso(decidedAt) })),
    offer: chosen
      ? viewOffer(context, chosen)
      : lender
        ? { ...lender.terms, id: lender.offerId, bank: nameOfBank(context, lender.bankId) }
        : null,
    bank: bankId === undefined ? null : nameOfBank(context, bankId),
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
    handedOverAt: iso(order.handedOverAt),
    canceled: order.canceled === null ? null : { by: order.canceled.by, reason: reasonOf(context, order) },
    replaces: order.replaces,
    successor: order.successorId === null ? null : { orderId: order.successorId },
  };
}
