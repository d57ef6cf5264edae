import type { Receipt } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { receiptsOf, refundsOf } from '../after-sale/store.ts';
import { writeJournal } from '../connections/journal.ts';
import { enabledConnections } from '../connections/store.ts';
import { whyNoAnswer } from '../connections/why-no-answer.ts';
import type { Context, OrderEvent } from '../context.ts';
import { appendEvent } from '../orders/events.ts';
import { lockOrder } from '../orders/store.ts';
import { after, MINUTE, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import type { Job } from '../platform/queue/job.ts';
import { receiptSettingsOf } from '../shops/receipt-settings.ts';
import { getShop } from '../shops/store.ts';
import type { Row } from '../tables/schema.ts';
import { findIssuer, requestOf, type Ready } from './find-issuer.ts';
import { owedDocuments } from './owed.ts';
import type { ReceiptAnswer } from './receipt-request.ts';

interface ReceiptId {
  receiptId: string;
  shopId: string;
}

/** A document that a provider took is asked about at first after this time, then ever more seldom. */
const FIRST_LOOK_MS = 2 * SECOND;

type Answer = (
  | { outcome: 'done'; answer: Extract<ReceiptAnswer, { state: 'issued' }> }
  | { outcome: 'pending'; handle: string }
  | { outcome: 'again' | 'refused'; reason: string; isExpired?: boolean }
) & { connectionId: string | null };

/** The issuer knows a repeat by the document's id. Refused ones wait for a person («Повторить»). */
export const issueReceipt = defineOutbound({
  name: 'issue-receipt',
  payload: z.object({ receiptId: z.string(), shopId: z.string() }),
  target: ({ shopId }) => `${shopId} receipts`,
  lanes: [{ name: 'main', concurrency: 8 }],
  perTarget: { target: 2, owner: 2 },
  alertAfter: { attempts: 10, what: 'receipt', message: 'the cash register does not issue a receipt' },
  claim,
  send,
  schedule: (number, { claimed: { receipt }, now }) => after(now, retryDelay(receipt.id, number, 10 * MINUTE)),
  recordOutcome,
});

/** The receipts that the order owes by now, stored in the event's transaction. None where nobody issues them for the shop. */
export async function receiptsFollow(context: Context, tx: Tx, order: Row<'orders'>, _event: OrderEvent): Promise<Job[]> {
  const shop = await getShop(tx.sql, order.shopId);
  const receipts = await receiptsOf(tx.sql, order.id);
  if (receipts.length === 0 && !(await isIssuedHere(context, tx, shop, order.test))) return [];
  const standing = { order, settings: receiptSettingsOf(shop), receipts, refunds: await refundsOf(tx.sql, order.id) };
  const jobs: Job[] = [];
  for (const { kind, refundId, reverses, content, replaces } of owedDocuments(standing)) {
    const { amount } = content;
    const written = { kind, refundId, reverses, amount, content: JSON.stringify(content) };
    if (replaces !== undefined) {
      // Nobody was asked for the earlier one yet: a begun one stays, and its counterpart follows.
      const { numUpdatedRows } = await tx.sql
        .updateTable('receipts')
        .set(written)
        .where('id', '=', replaces)
        .where('begunAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) continue;
      return receiptsFollow(context, tx, order, _event);
    }
    const id = context.ids.next('rcp');
    await tx.sql
      .insertInto('receipts')
      .values({ id, orderId: order.id, ...written, createdAt: context.clock.now() })
      .execute();
    jobs.push(issueReceipt.job({ receiptId: id, shopId: order.shopId }));
  }
  return jobs;
}

async function isIssuedHere(context: Context, { sql }: Tx, shop: Row<'shops'>, test: boolean): Promise<boolean> {
  if (!shop.issuesReceipts) return false;
  const connected = await enabledConnections(context, sql, { shopId: shop.id, test, kind: 'receipts' });
  return connected.length > 0 || (!test && context.receipts !== null);
}

/** Marks the document as begun, so that from now on nothing else takes its place. */
async function claim(context: Context, { payload: { receiptId }, number }: Attempt<ReceiptId>): Promise<Claim<Ready>> {
  const receipt = await context.sql.selectFrom('receipts').selectAll().where('id', '=', receiptId).executeTakeFirst();
  if (!receipt || receipt.issuedAt !== null || receipt.refusedAt !== null || receipt.attempts !== number) return 'drop';
  const begun = await context.sql
    .updateTable('receipts')
    .set(({ fn, val }) => ({ begunAt: fn.coalesce('begunAt', val(context.clock.now())) }))
    .where('id', '=', receiptId)
    .where('attempts', '=', number)
    .returningAll()
    .executeTakeFirst();
  return begun ? { go: { receipt: begun, begunAt: begun.begunAt ?? context.clock.now() } } : 'drop';
}

async function send(context: Context, ready: Ready): Promise<Answer> {
  const { receipt, begunAt } = ready;
  const found = await findIssuer(context, receipt);
  if ('missing' in found) return { outcome: 'again', reason: found.missing, connectionId: null };
  const { connectionId } = found;
  const request = await requestOf(context, receipt, found.seller);
  if (typeof request === 'string') return { outcome: 'again', reason: request, connectionId };
  try {
    return { ...outcomeOf(await found.issue({ request, handle: receipt.handle, begunAt })), connectionId };
  } catch (error) {
    const why = whyNoAnswer(error)?.ru;
    context.log.warn({ err: error, receipt: receipt.id }, 'the cash register did not issue a receipt');
    return { outcome: 'again', reason: why ?? 'Касса не ответила.', connectionId };
  }
}

function outcomeOf(answer: ReceiptAnswer) {
  switch (answer.state) {
    case 'issued':
      return { outcome: 'done', answer } as const;
    case 'taken':
      return { outcome: 'pending', handle: answer.handle } as const;
    case 'expired':
      return { outcome: 'again', reason: answer.reason, isExpired: true } as const;
    default:
      return { outcome: answer.state, reason: answer.reason } as const;
  }
}

async function recordOutcome(
  context: Context,
  tx: Tx,
  { claimed: { receipt }, answer, number, next }: Made<ReceiptId, Ready, Answer, 'main'>,
): Promise<Next<'main'> | null> {
  const written = await writeOutcome(context, tx, receipt, answer, number);
  if (!written) return null;
  if (answer.connectionId !== null) {
    const outcome = answer.outcome === 'pending' ? 'again' : answer.outcome;
    const detail = 'reason' in answer ? answer.reason : answer.outcome === 'pending' ? 'Касса взяла чек в работу.' : null;
    const line = { act: 'receipt', outcome, orderId: receipt.orderId, subject: receipt.id, detail, since: receipt.createdAt } as const;
    await writeJournal(context, tx.sql, answer.connectionId, line);
  }
  if (answer.outcome === 'refused') context.metrics.alerts.inc({ what: 'receipt' });
  if (answer.outcome !== 'done') {
    // A repeat under a new id, and the first look at a document that was taken, need not wait long.
    const soon = answer.outcome === 'pending' && receipt.handle === null;
    return next && soon
      ? { ...next, at: after(context.clock.now(), Math.min(FIRST_LOOK_MS, next.at.getTime() - context.clock.now().getTime())) }
      : next;
  }
  const order = await lockOrder(tx.sql, receipt.orderId);
  const shown: Receipt = { ...written, issuedAt: (written.issuedAt ?? context.clock.now()).toISOString() };
  await appendEvent(context, tx, order, { type: 'receipt.issued', public: true, data: { receipt: shown } });
  return null;
}

/** Compares the number, so that an outcome that comes late changes nothing. */
async function writeOutcome(context: Context, tx: Tx, receipt: Row<'receipts'>, answer: Answer, number: number) {
  const now = context.clock.now();
  const change = () => {
    switch (answer.outcome) {
      case 'done': {
        const { url, fiscal = null } = answer.answer;
        return { issuedAt: now, url, fiscal: fiscal === null ? null : JSON.stringify(fiscal) };
      }
      case 'pending':
        return { handle: answer.handle };
      case 'refused':
        return { refusedAt: now };
      case 'again':
        return answer.isExpired ? { handle: null, begunAt: null, generation: receipt.generation + 1 } : {};
    }
  };
  const { connectionId } = answer;
  return tx.sql
    .updateTable('receipts')
    .set({
      ...change(),
      ...(connectionId === null ? {} : { connectionId }),
      ...(answer.outcome === 'done' ? {} : { attempts: number + 1 }),
    })
    .where('id', '=', receipt.id)
    .where('attempts', '=', number)
    .where('issuedAt', 'is', null)
    .where('refusedAt', 'is', null)
    .returning(['id', 'kind', 'amount', 'url', 'issuedAt'])
    .executeTakeFirst();
}
