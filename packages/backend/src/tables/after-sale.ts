import type { ColumnType, Generated } from 'kysely';
import type { Receipt } from '@installment-button/protocol';
import type { Json, JsonOrNull, Optional } from './columns.ts';
import type { DocumentContent } from './receipt-content.ts';

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
  kind: Receipt['kind'];
  refundId: Optional<string>;
  amount: number;
  /** Goods, money and rates, as they are printed. */
  content: Json<DocumentContent>;
  /** Of a refund: the document that it reverses. */
  reverses: Optional<string>;
  /** Who issues it; null: the operator's register (RECEIPTS_URL). */
  connectionId: Optional<string>;
  createdAt: Date;
  /** When an issuer was first asked under the present id. */
  begunAt: Optional<Date>;
  /** What the issuer gave when it took the document. */
  handle: Optional<string>;
  /** How often the document got a new id at the issuer, because it was not printed under the one before. */
  generation: Generated<number>;
  /** How often the register was asked in vain. */
  attempts: Generated<number>;
  /** Not printed, and a person has to mend something. */
  refusedAt: Optional<Date>;
  fiscal: JsonOrNull<{ drive: string; document: string; sign: string }>;
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
