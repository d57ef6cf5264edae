import { sql as raw } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';
import { Problem } from '../platform/http/problems.ts';
import type { OrderOwner } from './list.ts';

/**
 * Who may use a shop's order number:
 * 1. A page cannot take a number that a trusted order of the shop has.
 * 2. A server or the cabinet takes a number that only untrusted orders have. They keep the number in their own objects and events.
 * 3. Look-ups by the number skip untrusted orders while a trusted one has it (`listOrders`).
 * 4. The number is locked until the transaction ends, so a page and a server that take it at the same moment obey these rules too.
 */
export async function takeExternalId(tx: Tx, { shopId, test }: OrderOwner, externalId: string, trusted: boolean): Promise<void> {
  const lock = `external-id ${shopId} ${String(test)} ${externalId}`;
  await raw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.sql);
  if (trusted) return;
  const holder = await tx.sql
    .selectFrom('orders')
    .select('id')
    .where('shopId', '=', shopId)
    .where('test', '=', test)
    .where('externalId', '=', externalId)
    .where('trusted', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (!holder) return;
  throw new Problem(409, 'external_id_taken', 'An order of the shop’s server has this `externalId`: a page cannot use it.', {
    fields: [{ path: '/externalId', code: 'external_id_taken', message: 'An order of the shop’s server has this number.' }],
  });
}
