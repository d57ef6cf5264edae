import { randomUUID } from 'node:crypto';
import { kopecks } from '../../neighbours/decimal.ts';
import type { Timer } from '../../timer.ts';
import { countItems, itemsKopecks, isWithin, type commitBody, type createBody, type Item, type refundBody } from './bodies.ts';
import type { z } from 'zod';

export type DolyameStatus = 'new' | 'approved' | 'rejected' | 'canceled' | 'wait_for_commit' | 'committed' | 'completed' | 'refunded';

export interface DolyameOrder {
  id: string;
  status: DolyameStatus;
  /** Without the prepaid part. */
  amountKopecks: number;
  prepaidKopecks: number;
  items: readonly Item[];
  notificationUrl: string;
  refunds: DolyameRefund[];
  createdAt: Date;
}

export interface DolyameRefund {
  id: string;
  amountKopecks: number;
  prepaidKopecks: number;
  items: readonly Item[];
  status: 'pending' | 'processed';
}

/** A refusal by the business rules: the code and the words of the answer. */
export interface Refusal {
  refusal: string;
}

export function newOrder(
  { order, notification_url: notificationUrl = '' }: z.infer<typeof createBody>,
  timer: Timer,
): DolyameOrder | Refusal {
  const [amountKopecks, prepaidKopecks] = [kopecks(order.amount), kopecks(order.prepaid_amount)];
  if (amountKopecks + prepaidKopecks !== itemsKopecks(order.items)) return { refusal: 'Сумма заказа не равна сумме позиций' };
  return {
    id: order.id,
    status: 'new',
    amountKopecks,
    prepaidKopecks,
    items: order.items,
    notificationUrl,
    refunds: [],
    createdAt: timer.now(),
  };
}

/** Once, and only while the money is held. A smaller set of items is a partial commit; how it is rounded is not public. */
export function commit(order: DolyameOrder, body: z.infer<typeof commitBody>): Refusal | undefined {
  if (order.status !== 'wait_for_commit') return { refusal: `Заказ в статусе ${order.status} нельзя подтвердить` };
  const [amountKopecks, prepaidKopecks] = [kopecks(body.amount), kopecks(body.prepaid_amount)];
  if (amountKopecks + prepaidKopecks !== itemsKopecks(body.items)) return { refusal: 'Сумма подтверждения не равна сумме позиций' };
  if (!isWithin(body.items, countItems(order.items))) return { refusal: 'Позиции не совпадают с позициями заказа' };
  Object.assign(order, { status: 'committed', amountKopecks, prepaidKopecks, items: body.items });
  return undefined;
}

/** Before the commit only. */
export function cancel(order: DolyameOrder): Refusal | undefined {
  if (!['new', 'approved', 'wait_for_commit'].includes(order.status)) return { refusal: `Заказ в статусе ${order.status} нельзя отменить` };
  order.status = 'canceled';
  return undefined;
}

/** The amount is what the returned items cost less the prepaid part. The answer's `amount` is what the buyer still owes. */
export function refund(order: DolyameOrder, body: z.infer<typeof refundBody>): DolyameRefund | Refusal {
  if (order.status !== 'committed' && order.status !== 'completed')
    return { refusal: `По заказу в статусе ${order.status} возврат невозможен` };
  const [amountKopecks, prepaidKopecks] = [kopecks(body.amount), kopecks(body.refunded_prepaid_amount)];
  if (amountKopecks + prepaidKopecks !== itemsKopecks(body.returned_items)) return { refusal: 'Сумма возврата не равна сумме позиций' };
  const left = countItems(order.items);
  for (const earlier of order.refunds)
    for (const [key, quantity] of countItems(earlier.items)) left.set(key, (left.get(key) ?? 0) - quantity);
  if (!isWithin(body.returned_items, left)) return { refusal: 'Возвращается больше, чем куплено' };
  const made: DolyameRefund = { id: randomUUID(), amountKopecks, prepaidKopecks, items: body.returned_items, status: 'pending' };
  order.refunds.push(made);
  if (residualKopecks(order) === 0) order.status = 'refunded';
  return made;
}

export function residualKopecks({ amountKopecks, refunds, status }: DolyameOrder): number {
  if (status === 'canceled' || status === 'rejected') return 0;
  return amountKopecks - refunds.reduce((sum, part) => sum + part.amountKopecks, 0);
}

/** Four payments, two weeks apart; the remainder of the division is in the first. */
export function schedule(order: DolyameOrder): { amount: number; payment_date: string; status: string }[] {
  const part = Math.floor(order.amountKopecks / 4);
  return [0, 1, 2, 3].map((place) => ({
    amount: (place === 0 ? order.amountKopecks - 3 * part : part) / 100,
    payment_date: new Date(order.createdAt.getTime() + place * 14 * 86_400_000).toISOString().slice(0, 10),
    status: place === 0 && order.status === 'wait_for_commit' ? 'hold' : 'scheduled',
  }));
}
