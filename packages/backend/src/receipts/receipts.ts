import type { OrderItem, Receipt } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { applicantOf } from '../buyer-session/applicant.ts';
import { fixedPhone } from '../buyer-session/submit.ts';
import { retryDelay } from '../banks/retry-delay.ts';
import { appendEvent } from '../orders/events.ts';
import { findOrder, lockOrder } from '../orders/store.ts';
import { after, MINUTE } from '../platform/clock.ts';
import type { Context, OrderEvent, ReceiptIssuer, ReceiptLine } from '../context.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { receiptsOf, refundsOf } from '../after-sale/store.ts';

export const issueReceiptJob = defineJob({
  name: 'issue-receipt',
  payload: z.object({ receiptId: z.string(), attempt: z.int() }),
  concurrency: 4,
  handle: (context: Context, { receiptId, attempt }) => issueReceipt(context, receiptId, attempt),
});

const LONGEST_DELAY_MS = 10 * MINUTE;
/** So many tries in vain, and an operator should look. */
const ALERT_AFTER = 10;

/**
 * What the event owes the buyer: the receipt of the sale with the confirmation, one of a refund with each refund, one of all that is
 * left with a cancel after the confirmation. None for test orders, and none where the shop issues its own or no cash register is
 * connected. Written in the event's transaction.
 */
export async function receiptsFollow(context: Context, tx: Tx, order: Row<'orders'>, event: OrderEvent): Promise<Job[]> {
  if (context.receipts === null || order.test) return [];
  const receipts = await receiptsOf(tx.sql, order.id);
  const owed: { kind: Receipt['kind']; amount: number; refundId?: string }[] = [];
  if (event.type === 'order.confirmed') {
    const shop = await tx.sql.selectFrom('shops').select('issuesReceipts').where('id', '=', order.shopId).executeTakeFirstOrThrow();
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
    jobs.push(issueReceiptJob.with({ receiptId: id, attempt: 0 }));
  }
  return jobs;
}

/** One try. The job carries the number of tries before it; the register knows a repeat by the receipt's id, so a crash costs nothing. */
async function issueReceipt(context: Context, receiptId: string, attempt: number): Promise<void> {
  const receipt = await context.sql.selectFrom('receipts').selectAll().where('id', '=', receiptId).executeTakeFirst();
  if (!receipt || receipt.issuedAt !== null || context.receipts === null) return;
  const issued = await ask(context, context.receipts, receipt).catch((error: unknown) => {
    context.log.warn({ err: error, receipt: receiptId, attempt }, 'the cash register did not issue a receipt');
    return null;
  });
  if (issued === null) return tryAgain(context, receiptId, attempt + 1);
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, receipt.orderId);
    const issuedAt = context.clock.now();
    const written = await tx.sql
      .updateTable('receipts')
      .set({ issuedAt, url: issued.url })
      .where('id', '=', receiptId)
      .where('issuedAt', 'is', null)
      .returning(['id', 'kind', 'amount'])
      .executeTakeFirst();
    if (!written) return;
    const shown: Receipt = { ...written, issuedAt: issuedAt.toISOString(), url: issued.url };
    await appendEvent(context, tx, order, { type: 'receipt.issued', public: true, data: { receipt: shown } });
  });
}

async function ask(context: Context, issuer: ReceiptIssuer, receipt: Row<'receipts'>) {
  const order = await findOrder(context.sql, receipt.orderId);
  const receipts = await receiptsOf(context.sql, order.id);
  const sale = receipts.find(({ kind }) => kind === 'sale');
  // A register takes back only what it has sold.
  if (receipt.kind === 'refund' && sale?.issuedAt === null) return null;
  const email = (await applicantOf(context, context.sql, order.id))?.email ?? null;
  return issuer.issue({
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
  });
}

/** The goods where they make up the sum; a part of the price that names none is one line. */
async function linesOf(context: Context, order: Row<'orders'>, receipt: Row<'receipts'>): Promise<ReceiptLine[]> {
  const line = ({ name, price, vat }: OrderItem, quantity: number): ReceiptLine => ({ name, price, quantity, vat });
  if (receipt.amount === order.amount) return order.items.map((item) => line(item, item.quantity));
  const refund = (await refundsOf(context.sql, order.id)).find(({ id }) => id === receipt.refundId);
  const lines = (refund?.items ?? []).flatMap(({ itemId, quantity }) => {
    const item = order.items.find(({ id }) => id === itemId);
    return item ? [line(item, quantity)] : [];
  });
  if (lines.length > 0) return lines;
  const rates = new Set(order.items.map(({ vat }) => vat));
  const [vat = null] = rates;
  return [{ name: 'Частичный возврат', price: receipt.amount, quantity: 1, vat: rates.size === 1 ? vat : null }];
}

function tryAgain(context: Context, receiptId: string, attempt: number): Promise<void> {
  if (attempt === ALERT_AFTER) {
    context.metrics.alerts.inc({ what: 'receipt' });
    context.log.error({ receipt: receiptId, attempt }, 'the cash register does not issue a receipt');
  }
  const startAfter = after(context.clock.now(), retryDelay(receiptId, attempt, LONGEST_DELAY_MS));
  return context.transaction((tx) => tx.enqueue(issueReceiptJob.with({ receiptId, attempt }, { startAfter })));
}
