import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterSale } from './initial/after-sale.ts';
import { banks } from './initial/banks.ts';
import { buyers } from './initial/buyers.ts';
import { cabinet } from './initial/cabinet.ts';
import { connections } from './initial/connections.ts';
import { integrations } from './initial/integrations.ts';
import { orders } from './initial/orders.ts';
import { shops } from './initial/shops.ts';
import { runStatements } from './run-statements.ts';

/** All tables of the first release, in the order of their references. */
export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statements of [shops, connections, orders, banks, buyers, afterSale, cabinet, integrations])
      await runStatements(db, statements);
  },
};
