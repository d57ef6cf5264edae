import { kopecks, sumOf } from '../../neighbours/decimal.ts';
import type { z } from 'zod';
import type { CartItem, createBody, RefundBody } from './bodies.ts';

export type YandexStatus = 'PENDING' | 'AUTHORIZED' | 'CAPTURED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'FAILED';

export interface YandexOrder {
  orderId: string;
  status: YandexStatus;
  amountKopecks: number;
  refundedKopecks: number;
  items: readonly CartItem[];
  /** What the buyer still has of each article. */
  left: Map<string, number>;
}

export interface YandexOperation {
  externalOperationId: string;
  orderId: string;
  type: 'REFUND' | 'CAPTURE' | 'VOID';
  amountKopecks: number;
  status: 'PENDING' | 'SUCCESS' | 'FAIL';
  body: string;
  remains?: Map<string, number>;
}

export type ReasonCode =
  | 'ORDER_CART_DATA_ERROR'
  | 'ORDER_AMOUNT_MISMATCH'
  | 'ORDER_ALREADY_EXISTS'
  | 'INVALID_PAYMENT_STATUS'
  | 'CAPTURE_AMOUNT_TOO_LARGE'
  | 'REFUND_AMOUNT_TOO_LARGE'
  | 'ANOTHER_OPERATION_IN_PROGRESS'
  | 'DUPLICATE_EXTERNAL_OPERATION_ID'
  | 'ORDER_NOT_FOUND'
  | 'OPERATION_NOT_FOUND'
  | 'AUTHENTICATION_ERROR'
  | 'BAD_FORMAT'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_ERROR';

const rouble = 100;

/** Article numbers are unique, the lines add up, and the price of one unit has at most two decimals. */
export function cartFault({ cart }: z.infer<typeof createBody>): ReasonCode | undefined {
  const ids = cart.items.map(({ productId }) => productId);
  if (new Set(ids).size < ids.length) return 'ORDER_CART_DATA_ERROR';
  const uneven = cart.items.some(
    ({ total, quantity }) => !Number.isInteger(Math.round((kopecks(Number(total)) / Number(quantity.count)) * 1e6) / 1e6),
  );
  if (uneven) return 'ORDER_CART_DATA_ERROR';
  const total = kopecks(Number(cart.total.amount));
  if (sumOf(cart.items.map((item) => kopecks(Number(item.total)))) !== total) return 'ORDER_AMOUNT_MISMATCH';
  return total < rouble ? 'ORDER_CART_DATA_ERROR' : undefined;
}

export function newOrder({ orderId, cart }: z.infer<typeof createBody>): YandexOrder {
  return {
    orderId,
    status: 'PENDING',
    amountKopecks: kopecks(Number(cart.total.amount)),
    refundedKopecks: 0,
    items: cart.items,
    left: new Map(cart.items.map(({ productId, quantity }) => [productId, Number(quantity.count)])),
  };
}

/**
 * A refund names what remains; without a cart nothing remains. Refund and remainder are each at least a rouble, and the remaining articles
 * must cost what remains.
 */
export function refundFault(order: YandexOrder, { refundAmount, targetCart }: RefundBody): ReasonCode | undefined {
  if (order.status !== 'CAPTURED' && order.status !== 'PARTIALLY_REFUNDED') return 'INVALID_PAYMENT_STATUS';
  const [amount, before] = [kopecks(Number(refundAmount)), order.amountKopecks - order.refundedKopecks];
  if (amount > before) return 'REFUND_AMOUNT_TOO_LARGE';
  const remainder = before - amount;
  if (amount < rouble || (remainder > 0 && remainder < rouble)) return 'ORDER_CART_DATA_ERROR';
  const remains = remainsOf(order, targetCart);
  if (!remains) return 'ORDER_CART_DATA_ERROR';
  return costOf(order, targetCart, remains) === remainder ? undefined : 'ORDER_AMOUNT_MISMATCH';
}

export function remainsOf(order: YandexOrder, cart: RefundBody['targetCart']): Map<string, number> | undefined {
  const remains = new Map<string, number>();
  for (const { productId, quantityCount } of cart?.items ?? []) {
    const had = order.left.get(productId);
    const count = quantityCount === undefined ? had : Number(quantityCount);
    if (had === undefined || count === undefined || count > had) return undefined;
    remains.set(productId, count);
  }
  return remains;
}

function costOf(order: YandexOrder, cart: RefundBody['targetCart'], remains: ReadonlyMap<string, number>): number {
  return sumOf(
    (cart?.items ?? []).map(({ productId, price }) => {
      const item = order.items.find((candidate) => candidate.productId === productId);
      const unit = price === undefined ? kopecks(Number(item?.total ?? 0)) / Number(item?.quantity.count ?? 1) : kopecks(Number(price));
      return Math.round(unit * (remains.get(productId) ?? 0));
    }),
  );
}
