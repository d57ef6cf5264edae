/** Shops and their keys. The rows' types stand in `tables/shops.ts`. */
export const shops = `
create table shops (
  id text primary key,
  name text not null,
  logo text,
  accent text,
  radius integer,
  origins text[] not null,
  bic text,
  auto_confirm boolean not null default false,
  auto_confirm_up_to bigint,
  auto_confirm_untrusted boolean not null default false,
  issues_receipts boolean not null default true,
  receipt_settings jsonb not null default '{}',
  created_at timestamptz not null
);
create table keys (
  id text primary key,
  shop_id text not null references shops,
  kind text not null,
  test boolean not null,
  hash text not null unique,
  hint text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz
);
create index keys_of_shop on keys (shop_id);
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
