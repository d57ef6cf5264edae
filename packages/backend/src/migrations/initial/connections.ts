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
  unique (shop_id, provider, test)
);
create table connection_journal (
  id text primary key,
  connection_id text not null references connections,
  at timestamptz not null,
  act text not null,
  outcome text not null,
  order_id text,
  detail text
);
create index connection_journal_of_connection on connection_journal (connection_id, id desc);
create index connection_journal_by_age on connection_journal (at);
`;
