import { sql as raw } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';
import { Problem } from '../platform/http/problems.ts';
import { holderOfNumber, isBelow, levelOf, type NumberLevel } from './number-level.ts';
import type { OrderOwner } from './store.ts';

/**
 * Takes the shop's order number for a new order, by the rules of `number-level.ts`. The number is locked until the transaction ends, so
 * a page and a server that take it at the same moment obey them too.
 */
export async function takeExternalId(tx: Tx, { shopId, test }: OrderOwner, externalId: string, level: NumberLevel): Promise<void> {
  const lock = `external-id ${shopId} ${String(test)} ${externalId}`;
  await raw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx.sql);
  if (level === 'key') return;
  const holder = await holderOfNumber(tx.sql, { shopId, test }, externalId);
  if (holder?.externalId !== externalId || !isBelow(level, levelOf(holder))) return;
  throw new Problem(409, 'external_id_taken', 'An order of the shop’s server has this `externalId`: a page cannot use it.', {
    fields: [{ path: '/externalId', code: 'external_id_taken', message: 'An order of the shop’s server has this number.' }],
  });
}
