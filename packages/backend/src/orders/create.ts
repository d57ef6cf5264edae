import type { CreateOrder, OrderItem, ReturnUrls } from '@installment-button/protocol';
import { amountOf, costsOf } from '@installment-button/protocol/lines';
import { after, HOUR } from '../platform/clock.ts';
import { expiryOf } from '../config.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { NewRow, Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { writeEvents } from './events.ts';
import { takeExternalId } from './external-id.ts';
import type { NumberLevel } from './number-level.ts';
import { encryptPrefill } from './prefill.ts';
import { allowedReturnUrl } from './return-url.ts';
import { refuseWrongVat } from './refuse-vat.ts';
import { refuseWithoutBank } from './refuse-without-bank.ts';

/** The only currency in which the banks lend. */
const CURRENCY = 'RUB';
/** How many characters of the goods' names can be searched. */
const GOODS_LENGTH = 4000;

export interface OrderMaker {
  shop: Row<'shops'>;
  test: boolean;
  /** False when a page set the prices. */
  trusted: boolean;
  /** Whose the number is. Default: `key` of a trusted order, else `page`. */
  numberLevel?: NumberLevel;
  /** The member who makes the order in the cabinet. */
  createdBy?: string;
  /** Instead of the configured expiry. */
  expiresAt?: Date;
}

/** Stores a new order with its first event, or refuses it with a stable code. Returns the stored order. */
export async function createOrder(
  context: Context,
  tx: Tx,
  { shop, test, trusted, numberLevel = trusted ? 'key' : 'page', createdBy, expiresAt }: OrderMaker,
  wish: CreateOrder,
): Promise<Row<'orders'>> {
  const amount = amountOf(wish.items, wish.discount);
  if (wish.currency !== CURRENCY) throw fieldProblem('/currency', 'currency_unsupported', `The banks lend in ${CURRENCY} only.`);
  const returnUrls = wish.returnUrls ? returnUrlsOf(context, wish.returnUrls, trusted ? null : shop.origins) : null;
  refuseWithoutBank({ banks: await bankListOf(context, tx.sql, shop.id) }, { test, product: wish.product, amount });
  await refuseWrongVat(context, tx, shop, test, wish);
  if (wish.externalId !== undefined) await takeExternalId(tx, { shopId: shop.id, test }, wish.externalId, numberLevel);
  const id = context.ids.next('ord');
  return insertOrder(context, tx, {
    id,
    shopId: shop.id,
    externalId: wish.externalId ?? null,
    test,
    trusted,
    product: wish.product,
    amount,
    currency: wish.currency,
    items: JSON.stringify(itemsOf(context, wish)),
    discount: wish.discount ?? 0,
    goods: searchableGoods(wish.items),
    term: wish.term ?? null,
    metadata: JSON.stringify(wish.metadata ?? {}),
    returnUrls: returnUrls ? JSON.stringify(returnUrls) : null,
    prefill: wish.buyer ? encryptPrefill(context, id, wish.buyer) : null,
    createdBy: createdBy ?? null,
    ...(expiresAt ? { expiresAt } : {}),
  });
}

/** Stores an order in `created` with its first event. */
export async function insertOrder(
  context: Context,
  tx: Tx,
  values: Omit<NewRow<'orders'>, 'status' | 'statusAt' | 'createdAt' | 'sequence'>,
): Promise<Row<'orders'>> {
  const now = context.clock.now();
  const hours = expiryOf(context.config, 'created');
  const expiresAt = hours === null ? null : after(now, hours * HOUR);
  const order = await tx.sql
    .insertInto('orders')
    .values({ expiresAt, ...values, status: 'created', statusAt: now, createdAt: now, sequence: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
  context.metrics.transitions.inc({ status: 'created' });
  await writeEvents(context, tx, order, [{ type: 'order.created', public: true }]);
  return order;
}

function itemsOf(context: Context, { items, discount }: CreateOrder): OrderItem[] {
  const costs = costsOf(items, discount);
  return items.map(({ name, price, quantity, unit = 'piece', vendorCode = null, category = null, vat = null, marking = null }, index) => ({
    id: context.ids.next('itm'),
    name,
    price,
    quantity,
    unit,
    ...{ lineTotal: 0, discountShare: 0, ...costs[index] },
    vendorCode,
    category,
    vat,
    marking,
  }));
}

/** Lower case, and ё as е, as people type in a search. */
function searchableGoods(items: CreateOrder['items']): string {
  return items
    .map(({ name }) => name.toLowerCase().replaceAll('ё', 'е'))
    .join(' ')
    .slice(0, GOODS_LENGTH);
}

/** As they are stored. From a page, they are on the shop's registered origins. */
function returnUrlsOf(context: Context, { success, failure, cancel }: ReturnUrls, origins: string[] | null): ReturnUrls {
  const allowed = (name: string, address: string) => {
    const url = allowedReturnUrl(context, address, origins);
    if (url !== null) return url;
    const message = 'Not https, or not on a registered origin';
    throw new Problem(
      422,
      'return_url_not_allowed',
      'A return address must be https and, from a page, on an origin that the shop registered.',
      { fields: [{ path: `/returnUrls/${name}`, code: 'return_url_not_allowed', message }] },
    );
  };
  return { success: allowed('success', success), failure: allowed('failure', failure), cancel: allowed('cancel', cancel) };
}
