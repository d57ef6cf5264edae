/** What buyers prove, write and sign. The rows' types stand in `tables/buyers.ts`. */
export const buyers = `
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
  url text,
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
