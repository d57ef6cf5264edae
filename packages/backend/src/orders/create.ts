import type { CreateOrder, ReturnUrls } from '@installment-button/protocol';
import { sumOf } from '@installment-button/protocol/money';
import { after, HOUR } from '../platform/clock.ts';
import { expiryOf } from '../config.ts';
import type { Context } from '../context.ts';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { isLoopback } from '../shops/origins.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks, limitsOf } from '../shops/plans.ts';
import { writeEvents } from './events.ts';

/** The one currency in which the banks here lend. */
const CURRENCY = 'RUB';
/** Of what is searched among the names of goods. */
const GOODS_LENGTH = 4000;

export interface OrderMaker {
  shop: Row<'shops'>;
  test: boolean;
  /** False when a page set the prices. */
  trusted: boolean;
  /** Who makes it by hand in the cabinet. */
  createdBy?: string;
  /** In place of the usual term. */
  expiresAt?: Date;
}

/** Writes a new order with its first event, or refuses it by name. Returns the order as it is now. */
export async function createOrder(
  context: Context,
  tx: Tx,
  { shop, test, trusted, createdBy, expiresAt }: OrderMaker,
  wish: CreateOrder,
): Promise<Row<'orders'>> {
  const amount = sumOf(wish.items);
  if (wish.currency !== CURRENCY) throw fieldProblem('/currency', 'currency_unsupported', `The banks here lend in ${CURRENCY} alone.`);
  if (wish.returnUrls) refuseForeignReturn(context, wish.returnUrls, trusted ? null : shop.origins);
  refuseWithoutBank({ banks: await bankListOf(context, tx.sql, shop.id) }, { test, product: wish.product, amount });
  const id = context.ids.next('ord');
  const now = context.clock.now();
  const hours = expiryOf(context.config, 'created');
  const order = await tx.sql
    .insertInto('orders')
    .values({
      id,
      shopId: shop.id,
      externalId: wish.externalId ?? null,
      test,
      trusted,
      product: wish.product,
      status: 'created',
      statusAt: now,
      amount,
      currency: wish.currency,
      items: JSON.stringify(
        wish.items.map(({ name, price, quantity, vendorCode = null, category = null, vat = null }) => ({
          id: context.ids.next('itm'),
          name,
          price,
          quantity,
          vendorCode,
          category,
          vat,
        })),
      ),
      goods: searchableGoods(wish.items),
      term: wish.term ?? null,
      metadata: JSON.stringify(wish.metadata ?? {}),
      returnUrls: wish.returnUrls ? JSON.stringify(wish.returnUrls) : null,
      prefill: wish.buyer ? context.encryption.encrypt(JSON.stringify(wish.buyer), { table: 'orders', column: 'prefill', row: id }) : null,
      createdAt: now,
      expiresAt: expiresAt ?? (hours === null ? null : after(now, hours * HOUR)),
      createdBy: createdBy ?? null,
      sequence: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  context.metrics.transitions.inc({ status: 'created' });
  await writeEvents(context, tx, order, [{ type: 'order.created', public: true }]);
  return order;
}

/** Small letters, ё as е: as people type what they look for. */
function searchableGoods(items: CreateOrder['items']): string {
  return items
    .map(({ name }) => name.toLowerCase().replaceAll('ё', 'е'))
    .join(' ')
    .slice(0, GOODS_LENGTH);
}

/** 422 with the limits where no bank takes the sum. */
export function refuseWithoutBank(
  context: Pick<Context, 'banks'>,
  order: { test: boolean; product: CreateOrder['product']; amount: number },
): void {
  if (fittingBanks(context, order).length > 0) return;
  const limits = limitsOf(context, order);
  const ranges = limits.map(({ minAmount, maxAmount }) => `${minAmount}–${maxAmount}`).join(', ');
  const detail =
    limits.length === 0
      ? `No bank offers ${order.product}.`
      : `No bank takes ${order.amount}; the banks take ${ranges} (${order.product}, minor units of ${CURRENCY}).`;
  throw new Problem(422, 'no_bank_for_amount', detail, { extra: { limits } });
}

/** https alone, but http on this machine in development; a page may send the buyer to its shop's registered origins only. */
function refuseForeignReturn(context: Context, returnUrls: ReturnUrls, origins: string[] | null): void {
  for (const [name, address] of Object.entries(returnUrls)) {
    const url = new URL(address);
    const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url) && !context.config.production);
    if (encrypted && url.username === '' && url.password === '' && (origins === null || origins.includes(url.origin))) continue;
    throw new Problem(
      422,
      'return_url_not_allowed',
      'A return address must be https; from a page, on an origin registered with the shop.',
      {
        fields: [{ path: `/returnUrls/${name}`, code: 'return_url_not_allowed', message: 'Not https, or not on a registered origin' }],
      },
    );
  }
}
