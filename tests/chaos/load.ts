import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CreatedOrder } from '@installment-button/protocol';
import type { Sandbox } from '@installment-button/sandbox';
import { START_LIMIT_MS } from './cluster.ts';
import { buyerOf, call, person, type Answer, type Buyer } from '../support/buyer.ts';

/** Longer than a node may take to start on a busy machine. */
const GIVE_UP_MS = 1.5 * START_LIMIT_MS;

/** Counts what a client sees of the faults. */
export interface Trouble {
  /** Connections refused or broken, and answers of 5xx: the client repeats. */
  repeated: number;
}

/** As a client with patience: repeats while the server is away, hands back any other answer. */
export async function persist<Body>(trouble: Trouble, act: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const end = Date.now() + GIVE_UP_MS;
  for (let tries = 1; ; tries += 1) {
    let last: unknown;
    try {
      const answer = await act();
      if (answer.status < 500) return answer;
      last = answer;
    } catch (error) {
      if (!isLoss(error)) throw error;
      last = error;
    }
    trouble.repeated += 1;
    if (Date.now() > end) throw new Error(`the server did not come back in ${tries} tries`, { cause: last });
    await pause(300);
  }
}

/** fetch says so of a lost connection and of an answer that did not come in time, the parser of one that was cut off. */
function isLoss(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError || (error instanceof DOMException && error.name === 'TimeoutError');
}

export async function createOrders(url: string, secretKey: string, sandbox: Sandbox, count: number, trouble: Trouble): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  const waiting = Array.from({ length: count }, (_, index) => index);
  const lane = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const order = await persist(trouble, () => create(url, secretKey, randomUUID()));
      if (order.status !== 201) throw new Error(`an order was refused: ${order.status} ${JSON.stringify(order.body)}`);
      buyers.push(await buyerOf(() => url, sandbox.inbox, order.body, person()));
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return buyers;
}

function create(url: string, token: string, key: string): Promise<Answer<CreatedOrder>> {
  const items = [{ name: 'Холодильник Norden RF-340', price: 4_999_000, quantity: 1 }];
  const body = { product: 'credit', currency: 'RUB', term: 12, items };
  return call(`${url}/v1/orders`, { method: 'POST', token, headers: { 'idempotency-key': key }, body });
}

/** Submits them one after another over the time of the faults. A repeat after a lost answer is told that it was sent already. */
export async function submitAll(buyers: readonly Buyer[], overMs: number, trouble: Trouble): Promise<void> {
  await Promise.all(
    buyers.map(async (buyer, index) => {
      await pause((overMs / buyers.length) * index);
      const answer = await persist(trouble, () => buyer.submit());
      if (answer.status !== 202 && answer.status !== 409) throw new Error(`submit: ${answer.status} ${JSON.stringify(answer.body)}`);
    }),
  );
}
