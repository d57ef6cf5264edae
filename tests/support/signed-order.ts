import type { Order } from '@installment-button/protocol';
import type { Sandbox } from '@installment-button/sandbox';
import type { TestBackend } from '../../packages/backend/src/testing/start-backend.ts';
import { createShop } from '../../packages/backend/src/shops/create-shop.ts';
import { buyerOf, call, createOrder, person, reaches, type Answer, type Buyer } from './buyer.ts';
import { waitFor } from './wait-for.ts';

export interface ShopDesk {
  secretKey: string;
  shopId: string;
  /** A call of the shop's server about an order. */
  post<Body = Order>(orderId: string, path: string, body?: unknown): Promise<Answer<Body>>;
  order(orderId: string): Promise<Order>;
  /** Waits until the order is as wanted. */
  until(orderId: string, what: string, holds: (order: Order) => boolean): Promise<Order>;
}

export async function openShop(backend: TestBackend, { autoConfirm = false }: { autoConfirm?: boolean } = {}): Promise<ShopDesk> {
  const shop = await createShop(backend.context, { name: 'Тёплый дом', origins: ['http://localhost:4020'], test: true, autoConfirm });
  const order = async (orderId: string) => (await call<Order>(`${backend.url}/v1/orders/${orderId}`, { token: shop.secretKey })).body;
  return {
    ...shop,
    order,
    post: (orderId, path, body = {}) => call(`${backend.url}/v1/orders/${orderId}${path}`, { method: 'POST', token: shop.secretKey, body }),
    until: (orderId, what, holds) =>
      waitFor(`order ${what}`, async () => {
        const found = await order(orderId);
        return holds(found) && found;
      }),
  };
}

/** The buyer's way to an approved and chosen offer; the surname steers the banks. */
export async function chosenOrder(backend: TestBackend, shop: ShopDesk, lastName = 'Одобров', bankId = 'severny'): Promise<Buyer> {
  const { body } = await createOrder(backend.url, shop.secretKey);
  const buyer = await buyerOf(() => backend.url, backend, body, person(lastName));
  const submitted = await buyer.submit();
  if (submitted.status !== 202) throw new Error(`submit: ${submitted.status} ${JSON.stringify(submitted.body)}`);
  const offer = await waitFor(`an offer of ${bankId}`, async () => (await buyer.session()).offers.find(({ bank }) => bank.id === bankId));
  const selected = await buyer.select(offer);
  if (selected.status !== 202) throw new Error(`select: ${selected.status} ${JSON.stringify(selected.body)}`);
  await reaches(buyer, 'approved');
  return buyer;
}

/** The same, signed by the code of an SMS. */
export async function signedOrder(backend: TestBackend, shop: ShopDesk, lastName?: string, bankId?: string): Promise<Buyer> {
  const buyer = await chosenOrder(backend, shop, lastName, bankId);
  const asked = await buyer.post('/signing', { method: 'sms' });
  if (asked.status !== 202) throw new Error(`signing: ${asked.status} ${JSON.stringify(asked.body)}`);
  const signed = await buyer.post('/signing/code', { code: await buyer.nextCode() });
  if (signed.status !== 202) throw new Error(`signing by code: ${signed.status} ${JSON.stringify(signed.body)}`);
  await shop.until(buyer.orderId, 'signed', ({ status }) => status !== 'approved');
  return buyer;
}

/** How one bank of the sandbox sees the order. */
export async function atBank(backend: TestBackend, sandbox: Sandbox, orderId: string, bankId: string) {
  const { id } = await backend.context.sql
    .selectFrom('bankApplications')
    .select('id')
    .where('orderId', '=', orderId)
    .where('bankId', '=', bankId)
    .executeTakeFirstOrThrow();
  return { applicationId: id, view: () => sandbox.control.application(bankId, id) };
}
