/** Refunds, receipts, webhooks, and the answers kept for repeats. The rows' types stand in `tables/after-sale.ts`. */
export const afterSale = `
create table refunds (
  id text primary key,
  order_id text not null references orders,
  shop_id text not null,
  amount bigint not null check (amount > 0),
  status text not null,
  items jsonb,
  shares jsonb not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index refunds_of_order on refunds (order_id);
create index refunds_of_shop on refunds (shop_id, created_at);
create table receipts (
  id text primary key,
  order_id text not null references orders,
  kind text not null,
  refund_id text,
  amount bigint not null,
  content jsonb not null,
  reverses text,
  connection_id text,
  created_at timestamptz not null,
  begun_at timestamptz,
  handle text,
  generation integer not null default 0,
  attempts integer not null default 0,
  refused_at timestamptz,
  fiscal jsonb,
  issued_at timestamptz,
  url text
);
create unique index receipts_once on receipts (order_id, kind, coalesce(refund_id, ''));
create table webhook_endpoints (
  id text primary key,
  shop_id text not null references shops,
  test boolean not null,
  url text not null,
  types text[],
  secret text not null,
  previous_secret text,
  previous_valid_until timestamptz,
  created_at timestamptz not null,
  last_success_at timestamptz,
  failing_since timestamptz,
  slow_since timestamptz,
  disabled_at timestamptz,
  deleted_at timestamptz
);
create index webhook_endpoints_of_shop on webhook_endpoints (shop_id);
create table webhook_deliveries (
  id text primary key,
  endpoint_id text not null references webhook_endpoints,
  event_id text not null,
  shop_id text not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  created_at timestamptz not null,
  last_attempt_at timestamptz,
  response_status integer,
  unique (endpoint_id, event_id)
);
create index webhook_deliveries_of_event on webhook_deliveries (event_id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);
create table idempotency (
  scope text not null,
  key text not null,
  body_hash text not null,
  answer text,
  status integer,
  lease_until timestamptz not null,
  created_at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_by_age on idempotency (created_at);
`;
