import type { RefundByManager } from '@installment-button/protocol/cabinet/orders';
import { cancelOrder } from '../../after-sale/cancel.ts';
import { holdConfirm, takeConfirmBack } from '../../after-sale/confirm.ts';
import { handOver } from '../../after-sale/handover.ts';
import { refundOrder } from '../../after-sale/refunds.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { record, type Act } from '../audit.ts';
import { lockShopsOrder } from './own-order.ts';

/** Runs a member's act on an order of the shop: the order is locked, and the audit entry is written with the effect. */
function actOn(
  context: Context,
  user: Row<'users'>,
  orderId: string,
  act: string,
  effect: (tx: Tx, order: Row<'orders'>) => Promise<Pick<Act, 'detail' | 'reason'> | void>,
): Promise<void> {
  return context.transaction(async (tx) => {
    const order = await lockShopsOrder(tx.sql, user.shopId, orderId);
    const written = await effect(tx, order);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act, subject: order.id, ...written });
  });
}

/** The confirm is held for ten seconds and can be taken back until then. */
export const confirm = (context: Context, user: Row<'users'>, orderId: string) =>
  actOn(context, user, orderId, 'order.confirm', async (tx, order) => void (await holdConfirm(context, tx, order)));

export const takeBack = (context: Context, user: Row<'users'>, orderId: string) =>
  actOn(context, user, orderId, 'order.take-back', async (tx, order) => void (await takeConfirmBack(context, tx, order)));

export const cancel = (context: Context, user: Row<'users'>, orderId: string, reason: string | null) =>
  actOn(context, user, orderId, 'order.cancel', async (tx, order) => {
    await cancelOrder(context, tx, order, 'manager', reason);
    return reason === null ? undefined : { reason };
  });

export const handOverGoods = (context: Context, user: Row<'users'>, orderId: string) =>
  actOn(context, user, orderId, 'order.handover', async (tx, order) => void (await handOver(context, tx, order)));

export const refund = (context: Context, user: Row<'users'>, orderId: string, { reason, ...wish }: RefundByManager) =>
  actOn(context, user, orderId, 'order.refund', async (tx, order) => {
    const { amount } = await refundOrder(context, tx, order, wish);
    return { detail: { amount }, ...(reason === undefined ? {} : { reason }) };
  });
