import * as z from 'zod/mini';
import { DAY, after } from '../../../platform/clock.ts';
import { isDone, mapReply } from '../ask-lender.ts';
import type { CreatedAtLender, LenderAccount, LenderDone, LenderOrder, LenderRefund, LenderReply, LenderState } from '../lender.ts';
import { callDolyame, itemsOf, orderSchema, refundSchema, type DolyameOrder } from './wire.ts';

/** How long the lender waits for the buyer is not public: our own offers end after this. */
const KEPT_MS = DAY;
const noticeSchema = z.object({ id: z.string() });

const states: Record<string, LenderState['at']> = {
  new: 'open',
  approved: 'approved',
  rejected: 'declined',
  canceled: 'canceled',
  wait_for_commit: 'signed',
  waiting_for_commit: 'signed',
  committed: 'committed',
  completed: 'committed',
  refunded: 'committed',
};

const infoOf = (account: LenderAccount, id: string) => callDolyame(account, 'GET', `${encodeURIComponent(id)}/info`, orderSchema);

export async function create(account: LenderAccount, order: LenderOrder, now: Date): Promise<LenderReply<CreatedAtLender>> {
  const { buyer } = order;
  const made = await callDolyame(account, 'POST', 'create', orderSchema, {
    order: { id: order.id, amount: order.amount / 100, prepaid_amount: 0, items: itemsOf(order.pieces) },
    client_info: {
      first_name: buyer.firstName,
      last_name: buyer.lastName,
      ...(buyer.middleName ? { middle_name: buyer.middleName } : {}),
      phone: buyer.phone,
      ...(buyer.email ? { email: buyer.email } : {}),
    },
    notification_url: order.noticeUrl,
    success_url: order.returnUrl,
    fail_url: order.returnUrl,
  });
  // A create whose answer was lost: the order is there already.
  const reply = made.outcome === 'refused' && made.status === 409 ? await infoOf(account, order.id) : made;
  if (reply.outcome === 'done' && !reply.body.link) return { outcome: 'again', why: 'unreadable' };
  return mapReply(reply, (body) => ({ url: body.link ?? '', validUntil: after(now, KEPT_MS), known: knownTerms(order.amount, body) }));
}

/** The payments are known at once. Nothing is paid beyond the price. */
function knownTerms(amount: number, { payment_schedule: parts }: DolyameOrder): CreatedAtLender['known'] {
  const sum = (parts ?? []).reduce((total, part) => total + part.amount, 0);
  if (!parts || parts.length === 0 || sum !== amount) return { firstPayment: null, schedule: null, totalPayment: null };
  const schedule = parts.map((part) => ({ date: part.payment_date, payment: part.amount, principal: part.amount, interest: 0 }));
  return { firstPayment: schedule[0]?.payment ?? null, schedule, totalPayment: amount };
}

export async function read(account: LenderAccount, id: string): Promise<LenderReply<LenderState>> {
  return mapReply(await infoOf(account, id), ({ status }) => ({ at: states[status] ?? 'open' }));
}

/** Once, and only while the money is held: `info` is read first. */
export async function commit(account: LenderAccount, order: Omit<LenderOrder, 'buyer'>): Promise<LenderDone> {
  const before = await read(account, order.id);
  if (before.outcome === 'done' && before.body.at === 'committed') return isDone;
  const body = { amount: order.amount / 100, prepaid_amount: 0, items: itemsOf(order.pieces) };
  return mapReply(await callDolyame(account, 'POST', `${encodeURIComponent(order.id)}/commit`, orderSchema, body), () => ({}));
}

export async function cancel(account: LenderAccount, id: string): Promise<LenderDone> {
  const before = await read(account, id);
  if (before.outcome === 'done' && (before.body.at === 'canceled' || before.body.at === 'declined')) return isDone;
  return mapReply(await callDolyame(account, 'POST', `${encodeURIComponent(id)}/cancel`, orderSchema), () => ({}));
}

/** There is no key of ours, so the sum of all refunds tells whether this one was made already. */
export async function refund(account: LenderAccount, id: string, refund: LenderRefund): Promise<LenderDone> {
  if (refund.returned === null) return { outcome: 'refused', status: 422, code: 'refund_needs_items' };
  const before = await infoOf(account, id);
  if (before.outcome !== 'done') return before;
  const total = before.body.refund_info?.total_refunded_amount ?? 0;
  if (total >= refund.refundedBefore + refund.amount) return isDone;
  const body = { amount: refund.amount / 100, refunded_prepaid_amount: 0, returned_items: itemsOf(refund.returned) };
  return mapReply(await callDolyame(account, 'POST', `${encodeURIComponent(id)}/refund`, refundSchema, body), () => ({}));
}

/** Unsigned. */
export async function readNotice(_account: LenderAccount, raw: string): Promise<string | null> {
  try {
    return noticeSchema.safeParse(JSON.parse(raw)).data?.id ?? null;
  } catch {
    return null;
  }
}
