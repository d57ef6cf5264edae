import { recount } from './items.ts';
import type { MethodCall, Methods } from './method.ts';
import type { Deal, Portal, ProductRow } from './portal.ts';
import { RestError } from './rest-error.ts';
import { decimal, integer, isMap, list, requiredInteger, requiredMap, requiredText, text } from './rest-call.ts';
import { errors } from './rest-error.ts';

/** crm.item.productrow.*: `set` overwrites all rows of the deal. */
export const productMethods: Methods = {
  'crm.item.productrow.set': { scope: 'crm', run: (call) => ({ result: { productRows: set(call) } }) },
  'crm.item.productrow.add': { scope: 'crm', run: (call) => ({ result: { productRow: add(call) } }) },
  'crm.item.productrow.list': { scope: 'crm', run: (call) => listRows(call) },
};

function set(call: MethodCall): Record<string, unknown>[] {
  const { portal, params } = call;
  const deal = owner(portal, requiredText(params, 'ownerType'), requiredInteger(params, 'ownerId'));
  const given = list(params['productRows']);
  if (!given) throw errors.missingParameter('productRows');
  deal.productRows = given.map((row) => readRow(portal, row));
  recount(deal);
  portal.changed({ event: 'ONCRMDEALUPDATE', id: deal.id, connector: text(params['auth_connector']), by: 'rest' });
  return deal.productRows.map((row) => rowView(deal, row));
}

function add({ portal, params }: MethodCall): Record<string, unknown> {
  const fields = requiredMap(params, 'fields');
  const deal = owner(portal, requiredText(fields, 'ownerType'), requiredInteger(fields, 'ownerId'));
  const row = readRow(portal, fields);
  deal.productRows.push(row);
  recount(deal);
  portal.changed({ event: 'ONCRMDEALUPDATE', id: deal.id, connector: text(params['auth_connector']), by: 'rest' });
  return rowView(deal, row);
}

function listRows({ portal, params }: MethodCall) {
  const filter = isMap(params['filter']) ? params['filter'] : {};
  const type = text(filter['=ownerType'] ?? filter['ownerType']) ?? '';
  const deal = owner(portal, type, integer(filter['=ownerId'] ?? filter['ownerId']) ?? 0);
  return { result: { productRows: deal.productRows.map((row) => rowView(deal, row)) }, total: deal.productRows.length };
}

function owner(portal: Portal, type: string, id: number): Deal {
  if (type !== 'D') throw new RestError(400, 'ENTITY_TYPE_NOT_SUPPORTED', 'Entity type is not supported');
  const deal = portal.deals.find((candidate) => candidate.id === id);
  if (!deal) throw new RestError(400, 'OWNER_NOT_FOUND', 'Owner was not found');
  return deal;
}

/** `price` is of one unit, after discount and with tax. Unproven: which code a row without a name gets. */
function readRow(portal: Portal, row: unknown): ProductRow {
  if (!isMap(row)) throw errors.wrongValue('productRows');
  const [name, price, quantity] = [text(row['productName']), decimal(row['price'] ?? 0), decimal(row['quantity'] ?? 1)];
  const productId = integer(row['productId']) ?? 0;
  if (price === undefined || quantity === undefined || (!name && productId === 0)) throw errors.wrongValue('productRows');
  return {
    id: portal.nextId(),
    productId,
    productName: name ?? `Товар ${productId}`,
    price,
    quantity,
    taxRate: decimal(row['taxRate']) ?? null,
    taxIncluded: row['taxIncluded'] === 'Y' ? 'Y' : 'N',
    measureCode: integer(row['measureCode']) ?? 796,
    discountTypeId: integer(row['discountTypeId']) ?? 2,
    discountRate: decimal(row['discountRate']) ?? 0,
    discountSum: decimal(row['discountSum']) ?? 0,
    sort: integer(row['sort']) ?? 0,
  };
}

const rowView = ({ id }: Deal, row: ProductRow): Record<string, unknown> => ({
  ...row,
  ownerId: id,
  ownerType: 'D',
  priceAccount: row.price,
  priceExclusive: row.taxRate === null ? row.price : Math.round((row.price * 10_000) / (100 + row.taxRate)) / 100,
  priceNetto: row.price,
  priceBrutto: row.price,
  customized: 'Y',
  measureName: 'шт',
  xmlId: '',
  type: 4,
});
