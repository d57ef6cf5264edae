import { createOrderSchema, normalizePhone, type CreateOrder } from '@installment-button/protocol';
import { sql } from 'kysely';
import { createOrder } from '../orders/create.ts';
import { linkOf } from '../orders/link.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { sha256Hex } from '../platform/security/encryption.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks } from '../shops/plans.ts';
import { findShop } from '../shops/store.ts';
import { refuseTarget } from '../webhooks/target.ts';
import { Refusal } from './refusal.ts';
import { orderOfNumber } from './store.ts';
import { toMinor, type CreateRequest } from './wire.ts';

/** The shop that the request names: the showcase is the shop's id, and may be missing. */
export async function findShopOfRequest(context: Context, { shopId, showcaseId }: CreateRequest): Promise<Row<'shops'>> {
  const shop = await findShop(context.sql, showcaseId ?? shopId ?? '');
  if (!shop) throw new Refusal(400, 'Запрос составлен неверно', { showcaseId: 'Магазин не найден' });
  return shop;
}

/** Makes an order whose prices nobody vouches for, or finds the one of this number and content. */
export async function create(
  context: Context,
  tx: Tx,
  shop: Row<'shops'>,
  test: boolean,
  request: CreateRequest,
): Promise<{ id: string; link: string }> {
  const wish = await wishOf(context, tx, shop, test, request);
  const webhookUrl = request.webhookURL ? webhookTarget(context, shop, request.webhookURL) : null;
  const hash = sha256Hex(JSON.stringify({ wish, webhookUrl }));
  const { externalId } = wish;
  if (externalId !== undefined) {
    // Two requests of the same number at the same moment make one order.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`t-bank ${shop.id} ${String(test)} ${externalId}`}, 0))`.execute(tx.sql);
    const known = await orderOfNumber(tx.sql, { shopId: shop.id, test }, externalId);
    if (known?.tBank?.hash === hash) return { id: externalId, link: linkOf(context, known) };
    if (known && known.endedAt === null)
      throw new Refusal(422, 'Заявка с таким номером уже есть, и она другая', { orderNumber: 'Номер занят' });
  }
  const order = await createOrder(context, tx, { shop, test, trusted: false }, wish);
  await tx.sql
    .updateTable('orders')
    .set({ tBank: JSON.stringify({ hash, webhookUrl }) })
    .where('id', '=', order.id)
    .execute();
  return { id: externalId ?? order.id, link: linkOf(context, order) };
}

async function wishOf(context: Context, tx: Tx, shop: Row<'shops'>, test: boolean, request: CreateRequest): Promise<CreateOrder> {
  const items = request.items.map(({ name, price, quantity, category, vendorCode }) => ({
    name,
    price: toMinor(price),
    quantity,
    ...(category ? { category } : {}),
    ...(vendorCode ? { vendorCode } : {}),
  }));
  const amount = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
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

/** `installment_0_0_3_4`: the third number is the months. Any other code is a credit, where a bank lends one. */
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

/** https, on a page's origin that the shop registered: else anybody could have masked data of its buyers sent anywhere. */
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
