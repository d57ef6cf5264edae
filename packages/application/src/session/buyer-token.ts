import { buyerTokenSchema } from '@installment-button/protocol/ids';

/** Keeps the buyer token of one order in the frame's own storage, or in memory where the browser refuses storage to frames. */
export interface BuyerTokenStore {
  read(): string | null;
  write(token: string | null): void;
}

export function buyerTokenStore(orderId: string, storage: () => Storage = () => sessionStorage): BuyerTokenStore {
  const key = `installment-buyer:${orderId}`;
  let inMemory: string | null = null;
  return {
    read() {
      try {
        const token = buyerTokenSchema.safeParse(storage().getItem(key));
        return token.success ? token.data : inMemory;
      } catch {
        return inMemory;
      }
    },
    write(token) {
      inMemory = token;
      try {
        if (token === null) storage().removeItem(key);
        else storage().setItem(key, token);
      } catch {
        // The storage is refused or full: the copy in memory lasts as long as this page.
      }
    },
  };
}
