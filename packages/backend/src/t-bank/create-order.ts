import { createOrderSchema, normalizePhone, shopsBuyerSchema, type CreateOrder, type ShopsBuyer } from '@installment-button/protocol';
import { amountOf } from '@installment-button/protocol/lines';
import { sql } from 'kysely';
import { createOrder } from '../orders/create.ts';
import { linkOf } from '../orders/session-token.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { sha256Hex } from '../platform/security/encryption.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks } from '../shops/plans.ts';
import { returnUrlsOf, webhookTarget } from './addresses.ts';
import { holderOfNumber, isBelow, lastSuccessor, levelOf } from '../orders/number-level.ts';
import { Refusal, wrongFields } from './refusal.ts';
import { toMinor, type CreateRequest } from './wire.ts';

/** What a create call may do. */
export interface Creator {
  shop: Row<'shops'>;
  test: boolean;
  level: 'page' | 'showcase';
}

/** Makes an untrusted order, or finds the order of this number. */
export async function createOrFind(
  context: Context,
  tx: Tx,
  creator: Creator,
  request: CreateRequest,
): Promise<{ id: string; link: string }> {
  const { shop, test, level } = creator;
  const items = itemsOf(request);
  const hash = sha256Hex(JSON.stringify(items));
  const { orderNumber: externalId } = request;
  if (externalId !== undefined) {
    // Two requests with the same number at the same moment make one order.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`t-bank ${shop.id} ${String(test)} ${externalId}`}, 0))`.execute(tx.sql);
    // Before the addresses are looked at: a repeat may bring others, and gets the link that there is.
    const known = await findRepeated(tx, creator, externalId, hash);
    if (known) return { id: externalId, link: linkOf(context, known) };
  }
  const returnUrls = returnUrlsOf(context, shop, request);
  const webhookUrl = webhookTarget(context, shop, request);
  const order = await createOrder(
    context,
    tx,
    { shop, test, trusted: false, numberLevel: level },
    await wishOf(context, tx, creator, request, items),
  );
  await tx.sql
    .updateTable('orders')
    .set({
      tBank: JSON.stringify({ by: level, hash, webhookUrl }),
      returnUrls: returnUrls === null ? null : JSON.stringify(returnUrls),
    })
    .where('id', '=', order.id)
    .execute();
  return { id: externalId ?? order.id, link: linkOf(context, order) };
}

/**
 * The living order that this request repeats; null: make a new one. A page never gets the link of an order that it did not make
 * in this request: anybody could ask for the link of a number.
 */
async function findRepeated(tx: Tx, { shop, test, level }: Creator, number: string, hash: string): Promise<Row<'orders'> | null> {
  const holder = await holderOfNumber(tx.sql, { shopId: shop.id, test }, number);
  if (!holder || isBelow(levelOf(holder), level)) return null;
  if (isBelow(level, levelOf(holder))) throw numberTaken();
  if (level === 'page') return null;
  const last = await lastSuccessor(tx.sql, holder);
  if (last.endedAt !== null) return null;
  if (last.tBank?.hash === hash) return last;
  throw new Refusal(422, 'Номер занят: заявка с этим номером ещё не завершена, и товары или сумма в ней другие', {
    orderNumber: 'Номер занят',
  });
}

export const numberTaken = () => new Refusal(422, 'Номер занят другой заявкой магазина', { orderNumber: 'Номер занят' });

/** The goods in minor units. Throws where the sum is not theirs. */
function itemsOf(request: CreateRequest): CreateOrder['items'] {
  const items = request.items.map(({ name, price, quantity, category, vendorCode }) => ({
    name,
    price: toMinor(price),
    quantity,
    ...(category ? { category } : {}),
    ...(vendorCode ? { vendorCode } : {}),
  }));
  const amount = amountOf(items);
  if (amount !== toMinor(request.sum)) {
    const goods = (amount / 100).toFixed(2);
    throw wrongFields({ sum: `сумма не равна сумме товаров (price × quantity = ${goods})` });
  }
  if (amount === 0) throw wrongFields({ sum: 'сумма должна быть больше нуля' });
  return items;
}

async function wishOf(
  context: Context,
  tx: Tx,
  { shop, test }: Creator,
  request: CreateRequest,
  items: CreateOrder['items'],
): Promise<CreateOrder> {
  const buyer = buyerOf(request);
  const term = termOf(request.promoCode);
  return createOrderSchema.parse(
    {
      product: await productOf(context, tx, shop, { test, amount: amountOf(items) }, request.promoCode),
      currency: 'RUB',
      items,
      ...(request.orderNumber ? { externalId: request.orderNumber } : {}),
      ...(term === null ? {} : { term }),
      ...(buyer === null ? {} : { buyer }),
      ...(request.demoFlow ? { metadata: { demoFlow: request.demoFlow } } : {}),
    },
    { error: () => 'недопустимое значение' },
  );
}

/** `installment_0_0_3_4`: the third number is the months. Any other code is a credit, or an installment when no bank lends a credit. */
async function productOf(
  context: Context,
  tx: Tx,
  shop: Row<'shops'>,
  { test, amount }: { test: boolean; amount: number },
  promoCode: string | undefined,
): Promise<CreateOrder['product']> {
  if (promoCode?.startsWith('installment')) return 'installment';
  const banks = await bankListOf(context, tx.sql, shop.id);
  return fittingBanks({ banks }, { test, product: 'credit', amount }).length > 0 ? 'credit' : 'installment';
}

function termOf(promoCode: string | undefined): number | null {
  const months = Number(/^installment_\d+_\d+_(\d{1,2})(_|$)/.exec(promoCode ?? '')?.[1]);
  return months > 0 ? months : null;
}

/** Only prefills the form, so what cannot be used there (a landline, an endless name) is left out. */
function buyerOf({ values }: CreateRequest): ShopsBuyer | null {
  const contact = values?.contact;
  if (!contact) return null;
  const { lastName, firstName, middleName } = contact.fio ?? {};
  const phone = contact.mobilePhone === undefined ? null : normalizePhone(contact.mobilePhone);
  const known = Object.entries({ lastName, firstName, middleName, phone, email: contact.email }).filter(
    ([name, value]) => value && shopsBuyerSchema.safeParse({ [name]: value }).success,
  );
  return known.length > 0 ? shopsBuyerSchema.parse(Object.fromEntries(known)) : null;
}
