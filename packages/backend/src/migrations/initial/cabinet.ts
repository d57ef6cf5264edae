/** The people of a shop, and what they do and keep. The rows' types stand in `tables/cabinet.ts`. */
export const cabinet = `
create table audit (
  id text primary key,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject text not null,
  shop_id text,
  detail jsonb,
  reason text,
  xid xid8 not null default pg_current_xact_id()
);
create index audit_of_shop on audit (shop_id, id desc);
create index audit_of_shop_by_transaction on audit (shop_id, xid);
create index audit_of_subject on audit (subject, id);
create table users (
  id text primary key,
  shop_id text not null references shops,
  email text not null,
  email_index text not null unique,
  name text not null,
  role text not null,
  language text not null default 'ru',
  password_hash text,
  totp_secret text,
  totp_since timestamptz,
  totp_step bigint,
  notices jsonb not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create index users_of_shop on users (shop_id);
create table user_sessions (
  id text primary key,
  hash text not null unique,
  user_id text not null references users,
  created_at timestamptz not null,
  used_at timestamptz not null,
  ended_at timestamptz,
  place text not null
);
create index user_sessions_of_user on user_sessions (user_id, used_at desc) where ended_at is null;
create table user_links (
  hash text primary key,
  user_id text not null references users,
  purpose text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index user_links_of_user on user_links (user_id);
create table notes (
  id text primary key,
  order_id text not null references orders,
  user_id text not null references users,
  text text not null,
  at timestamptz not null
);
create index notes_of_order on notes (order_id, id);
create table saved_views (
  id text primary key,
  user_id text not null references users,
  name text not null,
  filter jsonb not null,
  position integer not null
);
create index saved_views_of_user on saved_views (user_id, position);
create table shop_banks (
  shop_id text not null references shops,
  bank_id text not null,
  off boolean not null default false,
  min_amount bigint,
  max_amount bigint,
  primary key (shop_id, bank_id)
);
create table search_terms (
  shop_id text not null,
  term text not null,
  order_id text not null references orders on delete cascade,
  primary key (shop_id, term, order_id)
);
create index search_terms_of_order on search_terms (order_id);
create table day_analytics (
  shop_id text not null references shops,
  test boolean not null,
  day text not null,
  counted_at timestamptz not null,
  created integer not null,
  opened integer not null,
  submitted integer not null,
  approved integer not null,
  signed integer not null,
  confirmed integer not null,
  sold_count integer not null,
  sold_amount bigint not null,
  banks jsonb not null,
  primary key (shop_id, test, day)
);
`;
