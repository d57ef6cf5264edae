import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

const statements = `
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
  settlement_expected_on text,
  settlement_amount bigint,
  settled_at timestamptz,
  refunded_amount bigint not null default 0 check (refunded_amount between 0 and amount),
  canceled jsonb,
  replaces text,
  successor_id text,
  restarts integer not null default 0,
  ended_at timestamptz,
  erased_at timestamptz,
  created_by text,
  opened_at timestamptz,
  first_answer_at timestamptz,
  first_approved_at timestamptz
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
create index orders_by_short_number on orders (shop_id, right(id, 6));
create index orders_by_goods on orders using gin (to_tsvector('russian', goods));
create table bank_applications (
  id text primary key,
  order_id text not null references orders,
  shop_id text not null,
  bank_id text not null,
  decision text not null,
  decided_at timestamptz,
  request text,
  acknowledged_at timestamptz,
  attempts integer not null default 0,
  asked_at timestamptz,
  heard boolean not null default false,
  answered boolean not null default false,
  signed boolean not null default false,
  answer_seconds real,
  unique (order_id, bank_id)
);
create index bank_applications_of_shop on bank_applications (shop_id, decided_at) include (bank_id, decision, answer_seconds) where decided_at is not null;
create index bank_applications_by_age on bank_applications (decided_at) where decided_at is not null;
create table offers (
  id text primary key,
  order_id text not null references orders,
  application_id text not null references bank_applications,
  bank_id text not null,
  bank_offer_id text not null,
  terms jsonb not null,
  valid_until timestamptz not null,
  created_at timestamptz not null,
  gone_at timestamptz,
  unique (application_id, bank_offer_id)
);
create index offers_of_order on offers (order_id);
create table bank_commands (
  id text primary key,
  number bigint generated always as identity,
  order_id text not null references orders,
  application_id text not null references bank_applications,
  bank_id text not null,
  kind text not null,
  body text not null,
  subject jsonb not null,
  state text not null default 'pending',
  superseded_at timestamptz,
  attempts integer not null default 0,
  sending_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  answer_status integer,
  answer_code text
);
create index bank_commands_of_application on bank_commands (application_id, number);
create index bank_commands_of_order on bank_commands (order_id, number);
create index bank_commands_pending on bank_commands (created_at) where state = 'pending' and superseded_at is null;
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
create table phone_codes (
  id text primary key,
  order_id text not null references orders,
  shop_id text not null,
  purpose text not null,
  phone_index text not null,
  mac text not null,
  binding text,
  wrong_attempts integer not null default 0,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  killed_at timestamptz
);
create index phone_codes_of_order on phone_codes (order_id, purpose, sent_at desc);
create index phone_codes_of_phone on phone_codes (phone_index, sent_at desc);
create table attempt_limits (
  key text primary key,
  attempts integer not null default 0,
  since timestamptz not null,
  closed_until timestamptz
);
create table buyer_tokens (
  hash text primary key,
  order_id text not null references orders,
  phone_index text not null,
  phone text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  seen_at timestamptz,
  ended_at timestamptz
);
create index buyer_tokens_of_order on buyer_tokens (order_id);
create index buyer_tokens_of_phone on buyer_tokens (phone_index);
create table drafts (
  order_id text not null references orders,
  phone_index text not null,
  content text not null,
  updated_at timestamptz not null,
  primary key (order_id, phone_index)
);
create table submissions (
  order_id text primary key references orders,
  applicant text not null,
  consents jsonb not null,
  at timestamptz not null,
  evidence text not null,
  language text not null default 'ru'
);
create table signings (
  order_id text primary key references orders,
  offer_id text not null,
  method text,
  state text not null,
  error_code text,
  code_id text,
  appointment text,
  updated_at timestamptz not null
);
create table photographs (
  id text primary key,
  order_id text not null references orders,
  kind text not null,
  content text not null,
  created_at timestamptz not null,
  unique (order_id, kind)
);
create table agreement_links (
  hash text primary key,
  order_id text not null references orders,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table refunds (
  id text primary key,
  order_id text not null references orders,
  shop_id text not null,
  amount bigint not null check (amount > 0),
  status text not null,
  items jsonb,
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
  attempts integer not null default 0,
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
create table bank_messages (
  bank_id text not null,
  webhook_id text not null,
  status integer not null,
  answer text not null,
  at timestamptz not null,
  primary key (bank_id, webhook_id)
);
create index bank_messages_by_age on bank_messages (at);
create table bank_events (
  bank_id text not null,
  event_id text not null,
  application_id text not null,
  type text not null,
  at timestamptz not null,
  primary key (bank_id, event_id)
);
create table messages (
  id text primary key,
  order_id text,
  channel text not null,
  content text not null,
  purpose text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0
);
create index messages_of_order on messages (order_id) where order_id is not null;
create index messages_unsent on messages (created_at) where sent_at is null;
`;

/** Shops, orders, banks, buyers: what the first release began with. */
export const initial: Migration = {
  up: (db: Kysely<unknown>) => runStatements(db, statements),
};
