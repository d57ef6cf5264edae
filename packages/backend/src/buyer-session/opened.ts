import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** The application's own page asks from our origin; the shop's page, which follows the order too, does not. */
export async function noteOpened(context: Context, { headers }: FastifyRequest, order: Row<'orders'>): Promise<void> {
  if (order.openedAt !== null || headers['sec-fetch-site'] !== 'same-origin') return;
  await context.sql
    .updateTable('orders')
    .set({ openedAt: context.clock.now() })
    .where('id', '=', order.id)
    .where('openedAt', 'is', null)
    .execute();
}
