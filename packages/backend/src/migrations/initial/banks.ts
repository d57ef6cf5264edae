/** What banks are asked, answer and are told. The rows' types stand in `tables/banks.ts`. */
export const banks = `
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
  claimed_at timestamptz,
  may_have_arrived boolean not null default false,
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
create table lender_applications (
  application_id text primary key references bank_applications,
  order_id text not null references orders,
  bank_id text not null,
  offer_id text not null unique,
  terms jsonb not null,
  url text not null,
  valid_until timestamptz not null,
  created_at timestamptz not null,
  gone_at timestamptz,
  state text not null default 'open',
  looks integer not null default 0
);
create index lender_applications_of_order on lender_applications (order_id);
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
  claimed_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  answer_status integer,
  answer_code text
);
create index bank_commands_of_application on bank_commands (application_id, number);
create index bank_commands_of_order on bank_commands (order_id, number);
create index bank_commands_pending on bank_commands (created_at) where state = 'pending' and superseded_at is null;
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
`;
