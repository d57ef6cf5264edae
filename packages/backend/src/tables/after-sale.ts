import type { ColumnType, Generated } from 'kysely';
import type { Json, JsonOrNull, Optional } from './columns.ts';

/** A refund's part of one item of the order. */
export interface RefundShare {
  itemId: string;
  /** Units that come back. 0 where only money goes back. */
  quantity: number;
  amount: number;
}

export interface RefundsTable {
  id: string;
  orderId: string;
  shopId: string;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  items: JsonOrNull<{ itemId: string; quantity: number }[]>;
  /** They add up to the amount. */
  shares: Json<RefundShare[]>;
  createdAt: Date;
  finishedAt: Optional<Date>;
}

export interface ReceiptsTable {
  id: string;
  orderId: string;
  kind: 'sale' | 'refund';
  refundId: Optional<string>;
  amount: number;
  /** How often the register was asked in vain. */
  attempts: Generated<number>;
  issuedAt: Optional<Date>;
  url: Optional<string>;
}

export interface WebhookEndpointsTable {
  id: string;
  shopId: string;
  test: boolean;
  url: string;
  types: ColumnType<string[] | null, string[] | null | undefined, string[] | null>;
  /** Encrypted. */
  secret: string;
  previousSecret: Optional<string>;
  previousValidUntil: Optional<Date>;
  createdAt: Date;
  lastSuccessAt: Optional<Date>;
  failingSince: Optional<Date>;
  /** Since when it answers well but late: what it hears goes in the slow lane. */
  slowSince: Optional<Date>;
  disabledAt: Optional<Date>;
  deletedAt: Optional<Date>;
}

export interface WebhookDeliveriesTable {
  id: string;
  endpointId: string;
  eventId: string;
  shopId: string;
  state: Generated<'pending' | 'succeeded' | 'failed'>;
  attempts: Generated<number>;
  createdAt: Date;
  lastAttemptAt: Optional<Date>;
  responseStatus: Optional<number>;
}

export interface IdempotencyTable {
  scope: string;
  key: string;
  bodyHash: string;
  /** Null while the first call runs. Encrypted JSON of the answer. */
  answer: Optional<string>;
  status: Optional<number>;
  leaseUntil: Date;
  createdAt: Date;
}
