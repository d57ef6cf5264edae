import type { Pieces } from '@installment-button/protocol/whole-pieces';
import type { Provider, Values } from '../../connections/provider.ts';
import type { Context } from '../../context.ts';
import type { BankReply } from '../bank-reply.ts';
import type { CreatedAtLender, LenderState } from './lender-state.ts';

export type { CreatedAtLender, LenderState } from './lender-state.ts';

/** The shop's account at a lender. */
export interface LenderAccount {
  values: Values;
  /** Where the lender is, from BANKS_FILE. */
  url: string;
  test: boolean;
  /** In development a lender on this machine is allowed. */
  allowLoopback: boolean;
}

/** What a lender is told of an order: nothing that the buyer's consent for it does not name. */
export interface LenderOrder {
  /** The application's id is the order's number at the lender. */
  id: string;
  amount: number;
  pieces: Pieces[];
  product: 'installment' | 'credit';
  term: number | null;
  buyer: { lastName: string; firstName: string; middleName?: string | undefined; phone: string; email?: string | undefined };
  /** Where the lender's page sends the buyer back to. */
  returnUrl: string;
  noticeUrl: string;
}

export interface LenderRefund {
  id: string;
  amount: number;
  /** What comes back; null: the shop gave a bare sum, and this is not all that is left. */
  returned: Pieces[] | null;
  /** What the buyer keeps of each piece line of the order, in its order, 0 included; null where `returned` is. */
  kept: Pieces[] | null;
  /** Already refunded before this one. */
  refundedBefore: number;
}

export type LenderReply<Body> = BankReply<Body>;
export type LenderDone = LenderReply<Record<string, unknown>>;

/**
 * A lender that decides and signs on a page of its own, and knows the shop, not us. Each has a folder. No method throws because of what a
 * lender does, and each may be called again after a crash: it asks how things stand there before it repeats what must not happen twice.
 */
export interface Lender {
  provider: Provider<Context>;
  create(account: LenderAccount, order: LenderOrder, now: Date): Promise<LenderReply<CreatedAtLender>>;
  read(account: LenderAccount, id: string): Promise<LenderReply<LenderState>>;
  commit(account: LenderAccount, order: Omit<LenderOrder, 'buyer'>): Promise<LenderDone>;
  cancel(account: LenderAccount, id: string, reason: string): Promise<LenderDone>;
  /** Absent: the lender has no call for it. */
  refund?(account: LenderAccount, id: string, refund: LenderRefund): Promise<LenderDone>;
  /** The order's number that a notice is about; null: not a notice of this lender. Notices only trigger a look. */
  readNotice(account: LenderAccount, raw: string): Promise<string | null>;
}
