import type { OrderItem, Receipt } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { amountOf, paidFor } from '@installment-button/protocol/lines';
import { applicantOf } from '../buyer-session/applicant.ts';
import { fixedPhone } from '../orders/buyer-phone.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import { appendEvent } from '../orders/events.ts';
import { findOrder, lockOrder } from '../orders/store.ts';
import { getShop } from '../shops/store.ts';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context, OrderEvent, ReceiptLine, ReceiptRequest } from '../context.ts';
import type { Attempt, Claim, Made, Next } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import type { Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { receiptsOf, refundsOf } from '../after-sale/store.ts';

interface ReceiptId {
  receiptId: string;
}

type Answer = { outcome: 'done'; url: string | null } | { outcome: 'again' };

/** The register knows a repeat by the receipt's id. */
export const issueReceipt = defineOutbound({
  name: 'issue-receipt',
  payload: z.object({ receiptId: z.string() }),
  lanes: [{ name: 'main', concurrency: 4 }],
  alertAfter: { attempts: 10, what: 'receipt', message: 'the cash register does not issue a receipt' },
  claim,
  send,
  schedule: (number, { claimed: { id }, now }) => after(now, retryDelay(id, number, 10 * MINUTE)),
  recordOutcome,
});

/**
 * The receipts that an event owes the buyer, stored in the event's transaction: of the sale at the confirmation, of each refund, and of
 * all that is left at a cancel after the confirmation. None for test orders, for shops that issue their own receipts, or without a cash
 * register.
 */
export async function receiptsFollow(context: Context, tx: Tx, order: Row<'orders'>, event: OrderEvent): Promise<Job[]> {
  if (context.receipts === null || order.test) return [];
  const receipts = await receiptsOf(tx.sql, order.id);
  const owed: { kind: Receipt['kind']; amount: number; refundId?: string }[] = [];
  if (event.type === 'order.confirmed') {
    const shop = await getShop(tx.sql, order.shopId);
    if (shop.issuesReceipts) owed.push({ kind: 'sale', amount: order.amount });
  } else if (receipts.some(({ kind }) => kind === 'sale')) {
    if (event.type === 'order.canceled') owed.push({ kind: 'refund', amount: order.amount - order.refundedAmount });
    for (const { id, amount, status } of event.type === 'refund.succeeded' ? await refundsOf(tx.sql, order.id) : []) {
      if (status === 'succeeded' && receipts.every(({ refundId }) => refundId !== id)) owed.push({ kind: 'refund', amount, refundId: id });
    }
  }
  const jobs: Job[] = [];
  for (const { kind, amount, refundId = null } of owed.filter((receipt) => receipt.amount > 0)) {
    const id = context.ids.next('rcp');
    await tx.sql.insertInto('receipts').values({ id, orderId: order.id, kind, refundId, amount }).execute();
    jobs.push(issueReceipt.job({ receiptId: id }));
  }
  return jobs;
}

async function claim(context: Context, { payload: { receiptId }, number }: Attempt<ReceiptId>): Promise<Claim<Row<'receipts'>>> {
  const receipt = await context.sql.selectFrom('receipts').selectAll().where('id', '=', receiptId).executeTakeFirst();
  return receipt && receipt.issuedAt === null && receipt.attempts === number && context.receipts !== null ? { go: receipt } : 'drop';
}

async function send(context: Context, receipt: Row<'receipts'>): Promise<Answer> {
  const request = await requestOf(context, receipt);
  if (request === null) return { outcome: 'again' };
  try {
    const issued = await context.receipts?.issue(request);
    return issued ? { outcome: 'done', url: issued.url } : { outcome: 'again' };
  } catch (error) {
    context.log.warn({ err: error, receipt: receipt.id }, 'the cash register did not issue a receipt');
    return { outcome: 'again' };
  }
}

async function recordOutcome(
  context: Context,
  tx: Tx,
  { claimed: { id, orderId }, answer, number, next }: Made<ReceiptId, Row<'receipts'>, Answer, 'main'>,
): Promise<Next<'main'> | null> {
  if (answer.outcome === 'again') {
    const counted = tx.sql
      .updateTable('receipts')
      .set({ attempts: number + 1 })
      .where('id', '=', id)
      .where('attempts', '=', number);
    const { numUpdatedRows } = await counted.where('issuedAt', 'is', null).executeTakeFirst();
    return numUpdatedRows > 0n ? next : null;
  }
  const order = await lockOrder(tx.sql, orderId);
  const issuedAt = context.clock.now();
  const written = await tx.sql
    .updateTable('receipts')
    .set({ issuedAt, url: answer.url })
    .where('id', '=', id)
    .where('issuedAt', 'is', null)
    .returning(['id', 'kind', 'amount'])
    .executeTakeFirst();
  if (!written) return null;
  const shown: Receipt = { ...written, issuedAt: issuedAt.toISOString(), url: answer.url };
  await appendEvent(context, tx, order, { type: 'receipt.issued', public: true, data: { receipt: shown } });
  return null;
}

/** Null while the sale that a refund takes back is not issued: a register takes back only what it has sold. */
async function requestOf(context: Context, receipt: Row<'receipts'>): Promise<ReceiptRequest | null> {
  const order = await findOrder(context.sql, receipt.orderId);
  const sale = (await receiptsOf(context.sql, order.id)).find(({ kind }) => kind === 'sale');
  if (receipt.kind === 'refund' && sale?.issuedAt === null) return null;
  const email = (await applicantOf(context, context.sql, order.id))?.email ?? null;
  return {
    id: receipt.id,
    kind: receipt.kind,
    saleId: receipt.kind === 'refund' ? (sale?.id ?? null) : null,
    shopId: order.shopId,
    orderId: order.id,
    externalId: order.externalId,
    amount: receipt.amount,
    currency: order.currency,
    lines: await linesOf(context, order, receipt),
    buyer: { email, phone: order.phone === null ? null : fixedPhone(context, order) },
  };
}

/** A line with a discount or a fraction is one piece at what was paid for it. */
function lineOf(item: OrderItem, quantity: number): ReceiptLine {
  const { name, price, vat } = item;
  const paid = paidFor(item, quantity);
  return Number.isInteger(quantity) && price * quantity === paid ? { name, price, quantity, vat } : { name, price: paid, quantity: 1, vat };
}

/** The goods, where they add up to the sum. A refund by amount is one line. */
async function linesOf(context: Context, order: Row<'orders'>, receipt: Row<'receipts'>): Promise<ReceiptLine[]> {
  if (receipt.amount === order.amount) return order.items.map((item) => lineOf(item, item.quantity));
  const refund = (await refundsOf(context.sql, order.id)).find(({ id }) => id === receipt.refundId);
  const lines = (refund?.items ?? []).flatMap(({ itemId, quantity }) => {
    const item = order.items.find(({ id }) => id === itemId);
    return item ? [lineOf(item, quantity)] : [];
  });
  if (lines.length > 0 && amountOf(lines) === receipt.amount) return lines;
  const rates = new Set(order.items.map(({ vat }) => vat));
  const [vat = null] = rates;
  return [{ name: 'Частичный возврат', price: receipt.amount, quantity: 1, vat: rates.size === 1 ? vat : null }];
}
