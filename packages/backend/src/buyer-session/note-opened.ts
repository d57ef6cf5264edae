import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** Stores when the buyer first opened the page. Only the application's page calls from our origin; the shop's page does not. */
export async function noteOpened(context: Context, { headers }: FastifyRequest, order: Row<'orders'>): Promise<void> {
  if (order.openedAt !== null || headers['sec-fetch-site'] !== 'same-origin') return;
  await context.sql
    .updateTable('orders')
    .set({ openedAt: context.clock.now() })
    .where('id', '=', order.id)
    .where('openedAt', 'is', null)
    .execute();
}
