import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../support/buyer.ts';

export interface Gap {
  /** Stops; the longest time between two orders that were taken. */
  end(): Promise<number>;
}

/** Makes an order again and again, as a shop does: what it cannot do for a while is the time without service. */
export function watchGap(url: string, secretKey: string): Gap {
  let [running, longest, last] = [true, 0, performance.now()];
  const watching = (async () => {
    while (running) {
      const items = [{ name: 'Лампа', price: 1_000_000, quantity: 1 }];
      const taken = await call(`${url}/v1/orders`, {
        method: 'POST',
        token: secretKey,
        headers: { 'idempotency-key': randomUUID() },
        body: { product: 'credit', currency: 'RUB', items },
      }).then(
        ({ status }) => status === 201,
        () => false,
      );
      if (taken) {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      await pause(50);
    }
  })();
  return {
    async end() {
      running = false;
      await watching;
      return Math.max(longest, performance.now() - last) / 1000;
    },
  };
}
