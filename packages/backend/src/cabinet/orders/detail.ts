import type { BankAnswer, Delivery, OrderDetail } from '@installment-button/protocol/cabinet/orders';
import { commandsUnderWay } from '../../banks/commands.ts';
import { quantityLeft } from '@installment-button/protocol/lines';
import { givenBackByItem } from '../../after-sale/refund-shares.ts';
import { refundsOf } from '../../after-sale/store.ts';
import { bankApplicationsOf } from '../../fan-out/store.ts';
import { nameOfBank, viewOrder } from '../../orders/view.ts';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { allowedActions } from './allowed-actions.ts';
import { notesOf } from './notes.ts';
import { findShopsOrder } from './own-order.ts';
import { maskedBuyer } from './personal-data.ts';
import { numberOf } from '../../orders/number.ts';
import { sourceOf } from './rows.ts';
import { memberNames, secondsBetween, timelineOf } from './timeline.ts';

/** One order with everything that a manager may see. */
export async function viewDetail(context: Context, shopId: string, orderId: string): Promise<OrderDetail> {
  const { sql } = context;
  const row = await findShopsOrder(sql, shopId, orderId);
  const deliveries = await deliveriesOf(sql, row);
  const timeline = await timelineOf(context, sql, row, deliveries);
  const names = await memberNames(context, sql, shopId);
  const refunds = await refundsOf(sql, row.id);
  return {
    order: await viewOrder(context, sql, row),
    number: numberOf(row),
    source: sourceOf(row),
    madeBy: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
    previousStatus: row.previousStatus,
    changedAt: timeline.find(({ by }) => by.kind !== 'member')?.at ?? row.statusAt.toISOString(),
    buyer: await maskedBuyer(context, sql, row),
    banks: await bankAnswers(context, sql, row),
    timeline,
    deliveries,
    notes: await notesOf(context, sql, row.id, names),
    refunds: refunds.map(({ id, amount, status, createdAt, items }) => ({ id, amount, status, at: createdAt.toISOString(), items })),
    refundable: refundableItems(row, refunds),
    actions: allowedActions(row, await commandsUnderWay(sql, row.id)),
  };
}

async function bankAnswers(context: Context, sql: Sql, order: Row<'orders'>): Promise<BankAnswer[]> {
  const applications = await bankApplicationsOf(sql, order.id);
  const offers = await sql.selectFrom('offers').selectAll().where('orderId', '=', order.id).execute();
  const answers = applications.map(({ id, bankId, decision, decidedAt }): BankAnswer => {
    const own = offers.filter(({ applicationId }) => applicationId === id);
    const chosen = own.find((offer) => offer.id === order.chosenOfferId);
    const standing = own.filter(({ goneAt }) => goneAt === null);
    const shown =
      chosen ?? (standing.length > 0 ? standing : own).toSorted((one, other) => one.terms.monthlyPayment - other.terms.monthlyPayment)[0];
    return {
      bank: nameOfBank(context, bankId),
      decision,
      seconds: decision === 'pending' ? null : secondsBetween(order.submittedAt, decidedAt),
      chosen: chosen !== undefined,
      offer: shown
        ? {
            amount: shown.terms.monthlyPayment,
            term: shown.terms.term,
            totalPayment: shown.terms.totalPayment,
            gone: shown.goneAt !== null,
          }
        : null,
    };
  });
  return answers.toSorted((one, other) => rank(one) - rank(other) || (one.offer?.amount ?? 0) - (other.offer?.amount ?? 0));
}

/** The chosen bank comes first, then the approvals, then the rest. */
function rank({ chosen, decision }: BankAnswer): number {
  if (chosen) return 0;
  return ['approved', 'offered', 'pending', 'declined', 'timeout', 'failed'].indexOf(decision) + 1;
}

async function deliveriesOf(sql: Sql, order: Row<'orders'>): Promise<Delivery[]> {
  const rows = await sql
    .selectFrom('webhookDeliveries')
    .innerJoin('events', 'events.id', 'webhookDeliveries.eventId')
    .innerJoin('webhookEndpoints', 'webhookEndpoints.id', 'webhookDeliveries.endpointId')
    .selectAll('webhookDeliveries')
    .select(['events.type', 'webhookEndpoints.url'])
    .where('events.orderId', '=', order.id)
    .orderBy('events.sequence', 'desc')
    .execute();
  return rows.map(({ id, eventId, type, url, state, attempts, lastAttemptAt, createdAt, responseStatus }) => ({
    id,
    eventId,
    type,
    url,
    state,
    attempts,
    at: (lastAttemptAt ?? createdAt).toISOString(),
    responseStatus,
  }));
}

function refundableItems({ items }: Row<'orders'>, refunds: Row<'refunds'>[]): OrderDetail['refundable'] {
  const back = givenBackByItem(refunds);
  return items.map(({ id, quantity }) => ({
    itemId: id,
    quantity: quantityLeft(quantity, back.get(id)?.quantity),
    refunded: back.get(id)?.amount ?? 0,
  }));
}
