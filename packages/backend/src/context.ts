import type { BankConfig, Decision, OrderItem, Receipt } from '@installment-button/protocol';
import type { Config } from './config.ts';
import type { Metrics } from './metrics.ts';
import type { Job } from './platform/queue/job.ts';
import type { Row } from './tables/schema.ts';
import type { Tx } from './platform/database/transaction.ts';
import type { PlatformContext } from './platform/platform-context.ts';

/** An e-mail that goes out. */
export interface Mail {
  /** The same on every try, so that a repeat can be told. */
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

/** A line of a receipt; `price` of one piece, minor units. */
export type ReceiptLine = Pick<OrderItem, 'name' | 'price' | 'quantity' | 'vat'>;

/** What a cash register is asked for. The lines make up the amount. */
export interface ReceiptRequest {
  /** The same on every try, so that a repeat can be told. */
  id: string;
  kind: Receipt['kind'];
  /** Of a refund: the receipt of the sale that is taken back. */
  saleId: string | null;
  shopId: string;
  orderId: string;
  externalId: string | null;
  amount: number;
  currency: string;
  lines: ReceiptLine[];
  /** Where the register sends it, as the law asks. */
  buyer: { email: string | null; phone: string | null };
}

export interface IssuedReceipt {
  /** Where it can be read; null where the register tells no address. */
  url: string | null;
}

/** A fiscal cash register. */
export interface ReceiptIssuer {
  /** Null while it is under way: the same request comes again. */
  issue(request: ReceiptRequest): Promise<IssuedReceipt | null>;
}

/** The business on one page, handed in so that no module imports one that comes after it (`consequences.ts`). */
export interface Consequences {
  /** The jobs that follow an event; runs in the event's transaction. */
  ofEvent(context: Context, tx: Tx, event: OrderEvent, order: Row<'orders'>): Promise<Job[]>;
  /** What a bank's final answer to a command moves; runs in the transaction that stores the answer, with the order locked. */
  ofCommand(context: Context, tx: Tx, order: Row<'orders'>, command: Row<'bankCommands'>, answer: CommandAnswer): Promise<void>;
}

export interface OrderEvent {
  id: string;
  orderId: string;
  shopId: string;
  type: string;
  sequence: number;
  public: boolean;
  /** Of a bank's decision. */
  bankId: string | null;
  decision: Decision | null;
  at: Date;
}

/** How a bank answered a command for good. `body` is parsed JSON of a 2xx. */
export type CommandAnswer = { state: 'done'; status: number; body: unknown } | { state: 'refused'; status: number; code: string | null };

/** What every job, route and command is handed; there are no globals. */
export interface Context extends PlatformContext {
  config: Config;
  metrics: Metrics;
  mailer: Mailer;
  sms: SmsSender;
  /** Null where no cash register is connected: shops issue their own receipts. */
  receipts: ReceiptIssuer | null;
  banks: ReadonlyMap<string, BankConfig>;
  consequences: Consequences;
}
