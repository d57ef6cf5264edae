import { createOrderSchema, normalizePhone, type CreateOrder } from '@installment-button/protocol';
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
import { refuseTarget } from '../webhooks/target.ts';
import { holderOfNumber, isBelow, lastSuccessor, levelOf } from './number-level.ts';
import { Refusal } from './refusal.ts';
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
  const wish = await wishOf(context, tx, creator, request);
  const webhookUrl = request.webhookURL ? webhookTarget(context, shop, request.webhookURL) : null;
  const hash = sha256Hex(JSON.stringify(wish.items));
  const { externalId } = wish;
  if (externalId !== undefined) {
    // Two requests with the same number at the same moment make one order.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`t-bank ${shop.id} ${String(test)} ${externalId}`}, 0))`.execute(tx.sql);
    const known = await findRepeated(tx, creator, externalId, hash);
    if (known) return { id: externalId, link: linkOf(context, known) };
  }
  const order = await createOrder(context, tx, { shop, test, trusted: false }, wish);
  await tx.sql
    .updateTable('orders')
    .set({ tBank: JSON.stringify({ by: level, hash, webhookUrl }) })
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
  throw new Refusal(422, 'Заявка с таким номером уже есть, и товары в ней другие', { orderNumber: 'Номер занят' });
}

export const numberTaken = () => new Refusal(422, 'Номер занят другой заявкой магазина', { orderNumber: 'Номер занят' });

async function wishOf(context: Context, tx: Tx, { shop, test }: Creator, request: CreateRequest): Promise<CreateOrder> {
  const items = request.items.map(({ name, price, quantity, category, vendorCode }) => ({
    name,
    price: toMinor(price),
    quantity,
    ...(category ? { category } : {}),
    ...(vendorCode ? { vendorCode } : {}),
  }));
  const amount = amountOf(items);
  if (amount !== toMinor(request.sum))
    throw new Refusal(400, 'Запрос составлен неверно', { sum: 'Сумма не равна сумме товаров: price · quantity' });
  const buyer = buyerOf(request);
  const term = termOf(request.promoCode);
  const returnUrls = returnUrlsOf(request);
  return createOrderSchema.parse({
    product: await productOf(context, tx, shop, { test, amount }, request.promoCode),
    currency: 'RUB',
    items,
    ...(request.orderNumber ? { externalId: request.orderNumber } : {}),
    ...(term === null ? {} : { term }),
    ...(buyer === null ? {} : { buyer }),
    ...(returnUrls === null ? {} : { returnUrls }),
    ...(request.demoFlow ? { metadata: { demoFlow: request.demoFlow } } : {}),
  });
}

/** `installment_0_0_3_4`: the third number is the months. Any other code is a credit, or an installment when no bank lends a credit. */
async function productOf(
  context: Context,
  tx: Tx,
  shop: Row<'shops'>,
  { test, amount }: { test: boolean; amount: number },
  promoCode: string | null | undefined,
): Promise<CreateOrder['product']> {
  if (promoCode?.startsWith('installment')) return 'installment';
  const banks = await bankListOf(context, tx.sql, shop.id);
  return fittingBanks({ banks }, { test, product: 'credit', amount }).length > 0 ? 'credit' : 'installment';
}

function termOf(promoCode: string | null | undefined): number | null {
  const months = Number(/^installment_\d+_\d+_(\d{1,2})(_|$)/.exec(promoCode ?? '')?.[1]);
  return months > 0 ? months : null;
}

function buyerOf({ values }: CreateRequest): CreateOrder['buyer'] | null {
  const contact = values?.contact;
  if (!contact) return null;
  const phone = contact.mobilePhone ? normalizePhone(contact.mobilePhone) : null;
  if (contact.mobilePhone && phone === null)
    throw new Refusal(400, 'Запрос составлен неверно', { 'values.contact.mobilePhone': 'Нужен мобильный телефон России' });
  const { lastName, firstName, middleName } = contact.fio ?? {};
  const known = { lastName, firstName, middleName, phone, email: contact.email };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value));
}

function returnUrlsOf({ successURL, failURL, returnURL }: CreateRequest): CreateOrder['returnUrls'] | null {
  const any = successURL ?? returnURL ?? failURL;
  if (!any) return null;
  return { success: successURL ?? any, failure: failURL ?? any, cancel: returnURL ?? failURL ?? any };
}

/** https on a registered origin. Else anybody could have masked data of the shop's buyers sent anywhere. */
function webhookTarget(context: Context, shop: Row<'shops'>, address: string): string {
  const refused = new Refusal(400, 'Запрос составлен неверно', {
    webhookURL: 'Нужен адрес https на домене, который зарегистрировал магазин',
  });
  if (!URL.canParse(address) || !shop.origins.includes(new URL(address).origin)) throw refused;
  try {
    refuseTarget(address, context.config.production);
  } catch {
    throw refused;
  }
  return address;
}
