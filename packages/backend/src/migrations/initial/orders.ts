/** Orders, their events, and what waits to go to T-Bank’s clients. The rows' types stand in `tables/orders.ts`. */
export const orders = `
create table orders (
  id text primary key,
  shop_id text not null references shops,
  external_id text,
  test boolean not null,
  trusted boolean not null,
  product text not null,
  status text not null,
  previous_status text,
  status_at timestamptz not null,
  sequence integer not null default 0,
  amount bigint not null check (amount > 0),
  currency text not null,
  items jsonb not null,
  discount bigint not null default 0,
  goods text not null default '',
  term integer,
  first_payment bigint not null default 0,
  metadata jsonb not null,
  return_urls jsonb,
  prefill text,
  phone text,
  phone_index text,
  masked_name text,
  masked_phone text,
  link_version integer not null default 1,
  created_at timestamptz not null,
  expires_at timestamptz,
  submitted_at timestamptz,
  decision_deadline timestamptz,
  late_deadline timestamptz,
  chosen_offer_id text,
  agreement_title text,
  agreement_text text,
  agreement_sha256 text,
  agreement_signed_at timestamptz,
  agreement_method text,
  confirmation jsonb,
  cancellation jsonb,
  confirmed_at timestamptz,
  handed_over_at timestamptz,
  settlement_expected_on text,
  settlement_amount bigint,
  settled_at timestamptz,
  refunded_amount bigint not null default 0 check (refunded_amount between 0 and amount),
  canceled jsonb,
  cancel_reason text,
  replaces text,
  successor_id text,
  restarts integer not null default 0,
  ended_at timestamptz,
  erased_at timestamptz,
  created_by text,
  opened_at timestamptz,
  first_answer_at timestamptz,
  first_approved_at timestamptz,
  t_bank jsonb
);
create index orders_of_shop on orders (shop_id, test, id desc);
create index orders_of_shop_by_status on orders (shop_id, test, status, id desc);
create index orders_by_external_id on orders (shop_id, external_id text_pattern_ops) where external_id is not null;
create index orders_by_age on orders (shop_id, test, created_at desc, id desc)
  include (status, amount, opened_at, submitted_at, first_answer_at, first_approved_at, agreement_signed_at, confirmed_at);
create index orders_by_confirmation on orders (shop_id, test, confirmed_at) include (amount) where confirmed_at is not null;
create index orders_by_age_and_status on orders (shop_id, test, status, created_at desc, id desc);
create index orders_by_hand on orders (shop_id, test, created_at desc) where created_by is not null;
create index orders_by_phone on orders (shop_id, phone_index) where phone_index is not null;
create index orders_to_erase on orders (ended_at) where ended_at is not null and erased_at is null;
create index orders_by_amount on orders (shop_id, test, amount, created_at desc);
create index orders_by_short_number on orders (shop_id, right(id, 6));
create index orders_by_goods on orders using gin (to_tsvector('russian', goods));
create index orders_waiting on orders (shop_id, test, agreement_signed_at) include (amount) where status = 'signed';
create table events (
  order_id text not null references orders,
  sequence integer not null,
  id text not null unique,
  shop_id text not null,
  type text not null,
  public boolean not null,
  status text not null,
  previous_status text,
  bank_id text,
  decision text,
  at timestamptz not null,
  data jsonb,
  position bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  primary key (order_id, sequence)
);
create index events_of_shop on events (shop_id, xid, position);
create table t_bank_deliveries (
  id text primary key,
  order_id text not null references orders,
  url text not null,
  body text not null,
  attempts integer not null default 0,
  created_at timestamptz not null
);
create index t_bank_deliveries_of_order on t_bank_deliveries (order_id);
`;
