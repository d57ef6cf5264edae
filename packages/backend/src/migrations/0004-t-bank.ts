import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

const statements = `
alter table orders add column t_bank jsonb;
create table t_bank_deliveries (
  id text primary key,
  order_id text not null references orders,
  url text not null,
  body text not null,
  attempts integer not null default 0,
  created_at timestamptz not null
);
create index t_bank_deliveries_of_order on t_bank_deliveries (order_id);
create table t_bank_ids (
  id_index text primary key,
  shop_id text not null references shops,
  kind text not null,
  id text not null,
  created_at timestamptz not null,
  works_until timestamptz
);
create index t_bank_ids_of_shop on t_bank_ids (shop_id);
create unique index t_bank_ids_present on t_bank_ids (shop_id, kind) where works_until is null;
`;

/** Orders made over T-Bank's addresses. */
export const tBank: Migration = {
  up: (db: Kysely<unknown>) => runStatements(db, statements),
};
