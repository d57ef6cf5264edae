/** Orders at the systems that shops connected. The rows' types stand in `tables/connections.ts`. */
export const integrations = `
create table exchange_orders (
  connection_id text not null references connections on delete cascade,
  order_id text not null references orders,
  number integer not null,
  sent integer not null,
  session text,
  exported integer not null,
  primary key (connection_id, order_id),
  unique (connection_id, number)
);
create index exchange_orders_of_order on exchange_orders (order_id);
create table crm_deals (
  connection_id text not null references connections on delete cascade,
  order_id text not null references orders,
  deal_id text,
  wanted integer not null,
  synced integer not null,
  state text not null,
  attempts integer not null default 0,
  since timestamptz not null,
  primary key (connection_id, order_id)
);
create index crm_deals_of_order on crm_deals (order_id);
`;
