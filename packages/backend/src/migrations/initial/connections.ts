/** The shops' accounts at other systems. The rows' types stand in `tables/connections.ts`. */
export const connections = `
create table connections (
  id text primary key,
  shop_id text not null references shops,
  provider text not null,
  test boolean not null,
  settings jsonb not null,
  credentials text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  checked_at timestamptz,
  failure jsonb,
  enabled boolean not null default true,
  tokens text,
  mapping jsonb not null default '{}',
  unique (shop_id, provider, test)
);
create table connection_journal (
  id text primary key,
  connection_id text not null references connections,
  since timestamptz not null,
  at timestamptz not null,
  act text not null,
  outcome text not null,
  order_id text,
  subject text,
  attempts integer not null default 1,
  detail text
);
create unique index connection_journal_once on connection_journal (connection_id, act, subject) where subject is not null;
create index connection_journal_of_connection on connection_journal (connection_id, id desc);
create index connection_journal_by_age on connection_journal (at);
`;
