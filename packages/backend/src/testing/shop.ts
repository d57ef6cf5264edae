import type { BankConfig, CreatedOrder, CreateOrder } from '@installment-button/protocol';
import { createShop } from '../shops/create-shop.ts';
import type { Backend } from '../backend.ts';

export interface TestShop {
  id: string;
  origin: string;
  /** Live keys. */
  secretKey: string;
  publishableKey: string;
  /** Calls the merchant API with the secret key; `body` makes it a POST. */
  call(path: string, options?: CallOptions): Promise<Response>;
  /** Creates an order as the shop's server does, one good of 49 990,00 by default, and fails loudly. */
  createOrder(wish?: Partial<CreateOrder>): Promise<CreatedOrder>;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Default: the shop's secret key. */
  key?: string;
}

/** A shop as the operator makes it. `test`: its keys are test keys, its orders go to test banks. */
export async function openTestShop(
  backend: Backend & { url: string },
  options: { test?: boolean; autoConfirm?: boolean; origin?: string; name?: string } = {},
): Promise<TestShop> {
  const origin = options.origin ?? 'https://shop.example';
  const { shopId, secretKey, publishableKey } = await createShop(backend.context, {
    name: options.name ?? 'Северный дом',
    origins: [origin],
    test: options.test ?? false,
    autoConfirm: options.autoConfirm ?? false,
  });
  const call: TestShop['call'] = (path, { method, body, headers, key = secretKey } = {}) =>
    fetch(backend.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    id: shopId,
    origin,
    secretKey,
    publishableKey,
    call,
    async createOrder(wish = {}) {
      const response = await call('/v1/orders', { body: { ...anOrder, ...wish } });
      const answer: unknown = await response.json();
      if (response.status !== 201) throw new Error(`the order was refused: ${response.status} ${JSON.stringify(answer)}`);
      return answer as CreatedOrder;
    },
  };
}

/** A refrigerator in installments. */
export const anOrder: CreateOrder = {
  product: 'installment',
  currency: 'RUB',
  items: [{ name: 'Холодильник', price: 4_999_000, quantity: 1 }],
};

const secret = (letter: string) => `whsec_${letter.repeat(43)}=`;

/** A bank of the configuration that answers at no address, for tests that never call it. */
export function aBank(change: Partial<BankConfig> = {}): BankConfig {
  return {
    id: 'first',
    name: 'Первый',
    // Nobody listens there; port 1 would be refused by fetch itself.
    url: 'http://localhost:2',
    outSecrets: [secret('A')],
    inSecrets: [secret('B')],
    products: ['installment', 'credit'],
    minAmount: 300_000,
    maxAmount: 50_000_000,
    plans: [
      { product: 'installment', term: 6, rate: 0, minAmount: 300_000, maxAmount: 50_000_000 },
      { product: 'installment', term: 12, rate: 0, minAmount: 300_000, maxAmount: 50_000_000 },
      { product: 'credit', term: 12, rate: 24, minAmount: 300_000, maxAmount: 50_000_000 },
    ],
    ...change,
  };
}
