import type { BankConfig, Decision, OrderItem, Receipt } from '@installment-button/protocol';
import type { Provider } from './connections/provider.ts';
import type { Config } from './config.ts';
import type { Metrics } from './metrics.ts';
import type { Job } from './platform/queue/job.ts';
import type { Row } from './tables/schema.ts';
import type { Tx } from './platform/database/transaction.ts';
import type { PlatformContext } from './platform/platform-context.ts';

/** An outgoing e-mail. */
export interface Mail {
  /** The same at every attempt, so that the receiver recognises a repeat. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export interface SmsSender {
  send(message: { id: string; to: string; text: string }): Promise<void>;
}

/** A line of a receipt. `price` is of one piece, in minor units. */
export type ReceiptLine = Pick<OrderItem, 'name' | 'price' | 'quantity' | 'vat'>;

/** A receipt that a cash register is asked to issue. The lines add up to the amount. */
export interface ReceiptRequest {
  /** The same at every attempt, so that the receiver recognises a repeat. */
  id: string;
  kind: Receipt['kind'];
  /** Of a refund: the sale's receipt that it reverses. */
  saleId: string | null;
  shopId: string;
  orderId: string;
  externalId: string | null;
  amount: number;
  currency: string;
  lines: ReceiptLine[];
  /** Where the register sends the receipt, as the law demands. */
  buyer: { email: string | null; phone: string | null };
}

export interface IssuedReceipt {
  /** The receipt's address; null where the register gives none. */
  url: string | null;
}

/** A fiscal cash register. */
export interface ReceiptIssuer {
  /** Null while the receipt is under way: the same request is sent again later. */
  issue(request: ReceiptRequest): Promise<IssuedReceipt | null>;
}

/** What follows events and banks' answers (`consequences.ts`). It is passed in, because no module imports a later one. */
export interface Consequences {
  /** The jobs that follow an event; runs in the event's transaction. */
  ofEvent(context: Context, tx: Tx, event: OrderEvent, order: Row<'orders'>): Promise<Job[]>;
  /** Applies a bank's final answer to a command, in the transaction that stores the answer. The order is locked. */
  ofCommand(context: Context, tx: Tx, order: Row<'orders'>, command: Row<'bankCommands'>, answer: CommandAnswer): Promise<void>;
}

export interface OrderEvent {
  id: string;
  orderId: string;
  shopId: string;
  type: string;
  sequence: number;
  public: boolean;
  /** Set for a bank's decision. */
  bankId: string | null;
  decision: Decision | null;
  at: Date;
}

/** A bank's final answer to a command. `body` is the parsed JSON of a 2xx. */
export type CommandAnswer = { state: 'done'; status: number; body: unknown } | { state: 'refused'; status: number; code: string | null };

/** What every job, route and command receives. There are no globals. */
export interface Context extends PlatformContext {
  config: Config;
  metrics: Metrics;
  mailer: Mailer;
  sms: SmsSender;
  /** Null where no cash register is connected: shops issue their own receipts. */
  receipts: ReceiptIssuer | null;
  banks: ReadonlyMap<string, BankConfig>;
  /** Every system in which a shop can have an account (`connection-providers.ts`). */
  providers: readonly Provider<Context>[];
  consequences: Consequences;
}
