import { type BuyerTokenStore } from './buyer-token.ts';

/** The order of this page and the tokens that open it. */
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

  /** A session token names its order. A token of another order means that the link is damaged. */
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

  /** Moves the page on to another order. */
  change(orderId: string, session: string, buyerToken: string | null): void {
    this.orderId = orderId;
    this.session = session;
    this.buyer = this.storeOf(orderId);
    if (buyerToken) this.buyer.write(buyerToken);
  }
}
