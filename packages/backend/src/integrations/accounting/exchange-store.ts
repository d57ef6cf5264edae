import { sql } from 'kysely';
import { givenBackByItem } from '../../after-sale/refund-shares.ts';
import { refundsOf } from '../../after-sale/store.ts';
import { applicantOf } from '../../buyer-session/applicant.ts';
import type { Connection } from '../../connections/store.ts';
import { valuesOf } from '../../connections/store.ts';
import type { Context } from '../../context.ts';
import { fixedPhone } from '../../orders/buyer-phone.ts';
import { numberOf } from '../../orders/number.ts';
import { receiptSettingsOf } from '../../shops/receipt-settings.ts';
import { getShop } from '../../shops/store.ts';
import type { Row } from '../../tables/schema.ts';
import type { ExchangeOrder } from './commerce-ml.ts';

/** As many in one file: 1C reads a file whole. */
const MOST = 200;

/**
 * The orders that changed since 1C last had them, from the chosen status on. They are noted as sent in this session; only the exchange's
 * end makes them exported, so that a file that got lost on the way is sent again.
 */
export async function takeOrders(context: Context, connection: Connection, session: string): Promise<ExchangeOrder[]> {
  const { id: connectionId, shopId, test } = connection;
  const from = valuesOf(context, connection)['from'] === 'signed' ? 'agreementSignedAt' : 'confirmedAt';
  return context.transaction(async (tx) => {
    const { rows } = await sql<{ id: string; sequence: number }>`
      select o.id, o.sequence from orders o
      left join exchange_orders e on e.connection_id = ${connectionId} and e.order_id = o.id
      where o.shop_id = ${shopId} and o.test = ${test} and ${sql.ref(`o.${from}`)} is not null and o.sequence > coalesce(e.exported, 0)
      order by o.id limit ${MOST}`.execute(tx.sql);
    const taken: ExchangeOrder[] = [];
    for (const { id, sequence } of rows) {
      await tx.sql.selectFrom('connections').select('id').where('id', '=', connectionId).forUpdate().execute();
      const next = sql<number>`(select coalesce(max(number), 0) + 1 from exchange_orders where connection_id = ${connectionId})`;
      const { number } = await tx.sql
        .insertInto('exchangeOrders')
        .values({ connectionId, orderId: id, number: next, sent: sequence, session, exported: 0 })
        .onConflict((conflict) => conflict.columns(['connectionId', 'orderId']).doUpdateSet({ sent: sequence, session }))
        .returning('number')
        .executeTakeFirstOrThrow();
      const order = await tx.sql.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      taken.push(await exchangeOrder(context, tx.sql, order, number));
    }
    return taken;
  });
}

/** The exchange ended: what the session was sent is 1C's now. Returns the ids of the orders. */
export async function noteExported(context: Context, connectionId: string, session: string): Promise<string[]> {
  const rows = await context.sql
    .updateTable('exchangeOrders')
    .set(({ ref }) => ({ exported: ref('sent'), session: null }))
    .where('connectionId', '=', connectionId)
    .where('session', '=', session)
    .returning('orderId')
    .execute();
  return rows.map(({ orderId }) => orderId);
}

export async function orderOfNumber(context: Context, connectionId: string, number: string): Promise<string | null> {
  if (!/^\d{1,9}$/.test(number)) return null;
  const row = await context.sql
    .selectFrom('exchangeOrders')
    .select('orderId')
    .where('connectionId', '=', connectionId)
    .where('number', '=', Number(number))
    .executeTakeFirst();
  return row?.orderId ?? null;
}

async function exchangeOrder(
  context: Context,
  tx: Context['sql'] | Parameters<typeof refundsOf>[0],
  order: Row<'orders'>,
  number: number,
): Promise<ExchangeOrder> {
  const applicant = await applicantOf(context, tx, order.id);
  const back = givenBackByItem((await refundsOf(tx, order.id)).filter(({ status }) => status === 'succeeded'));
  const name = [applicant?.lastName, applicant?.firstName].filter(Boolean).join(' ');
  return {
    id: order.id,
    number,
    shopNumber: numberOf(order),
    createdAt: order.createdAt,
    currency: order.currency,
    items: order.items.map((item) => {
      const given = back.get(item.id) ?? { quantity: 0, amount: 0 };
      const quantity = (Math.round(item.quantity * 1000) - Math.round(given.quantity * 1000)) / 1000;
      return { item, quantity, sum: item.lineTotal - item.discountShare - given.amount };
    }),
    buyer: {
      id: order.phoneIndex?.slice(0, 40) ?? order.id,
      name: name === '' ? 'Розничный покупатель' : name,
      phone: order.phone === null ? null : fixedPhone(context, order),
      email: applicant?.email ?? null,
    },
    usualVat: receiptSettingsOf(await getShop(tx, order.shopId)).vat,
    canceled: order.status === 'canceled' || order.status === 'expired',
    paidAt: order.settledAt,
    handedOverAt: order.handedOverAt,
    status: order.status,
  };
}
