import { agreementOf } from '../../buyer-session/agreement.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { agreementPdf } from '../../signing/agreement-pdf.ts';
import { redeliver } from '../../webhooks/spread-event.ts';
import { messageOf } from '../../webhooks/message.ts';
import { eventById, type PublicEvent } from '../../webhooks/store.ts';
import { record } from '../audit.ts';
import { findShopsOrder } from './own-order.ts';

/** The signed contract. It names the buyer, so each reading has an audit entry. */
export async function signedAgreement(context: Context, user: Row<'users'>, orderId: string): Promise<Buffer> {
  const order = await findShopsOrder(context.sql, user.shopId, orderId);
  const agreement = order.agreementSignedAt === null ? null : agreementOf(context, order);
  if (!agreement) throw new Problem(404, 'not_found', 'This order has no signed contract.');
  await context.transaction((tx) =>
    record(context, tx, { shopId: user.shopId, actor: user.id, act: 'order.agreement', subject: order.id }),
  );
  return agreementPdf(context, order, agreement);
}

/** The body that the shop's server was sent. */
export async function deliveredBody(context: Context, shopId: string, orderId: string, deliveryId: string): Promise<unknown> {
  return messageOf(context, await eventOfDelivery(context.sql, shopId, orderId, deliveryId));
}

export function redeliverToShop(context: Context, user: Row<'users'>, orderId: string, deliveryId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const event = await eventOfDelivery(tx.sql, user.shopId, orderId, deliveryId);
    await redeliver(context, tx, event);
    await record(context, tx, {
      shopId: user.shopId,
      actor: user.id,
      act: 'order.redeliver',
      subject: orderId,
      detail: { event: event.type },
    });
  });
}

async function eventOfDelivery(sql: Sql, shopId: string, orderId: string, deliveryId: string): Promise<PublicEvent> {
  const delivery = await sql
    .selectFrom('webhookDeliveries')
    .select('eventId')
    .where('id', '=', deliveryId)
    .where('shopId', '=', shopId)
    .executeTakeFirst();
  const event = delivery ? await eventById(sql, delivery.eventId) : undefined;
  if (!event || event.orderId !== orderId || event.shopId !== shopId) throw new Problem(404, 'not_found', 'There is no such delivery.');
  return event;
}
