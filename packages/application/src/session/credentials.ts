import { type BuyerTokenStore } from './buyer-token.ts';

/** Which order this page is about, and with what it may be asked for. */
export class Credentials {
  orderId: string;
  private session: string;
  private buyer: BuyerTokenStore;
  private readonly storeOf: (orderId: string) => BuyerTokenStore;

  constructor(orderId: string, session: string, storeOf: (orderId: string) => BuyerTokenStore) {
    this.orderId = orderId;
    this.session = session;
    this.storeOf = storeOf;
    this.buyer = storeOf(orderId);
  }

  /** A session token names its order: one of another order comes from a mangled link. */
  get areValid(): boolean {
    return this.session.startsWith(`ses_${this.orderId}_`);
  }

  /** The buyer token once the phone is proven, else the session token. */
  get token(): string {
    return this.buyerToken ?? this.session;
  }

  get buyerToken(): string | null {
    return this.buyer.read();
  }

  set buyerToken(token: string | null) {
    this.buyer.write(token);
  }

  /** From here on the page is about another order. */
  change(orderId: string, session: string, buyerToken: string | null): void {
    this.orderId = orderId;
    this.session = session;
    this.buyer = this.storeOf(orderId);
    if (buyerToken) this.buyer.write(buyerToken);
  }
}
