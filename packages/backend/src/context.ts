import type { BankConfig, Decision } from '@installment-button/protocol';
import type { Provider } from './connections/provider.ts';
import type { Config } from './config.ts';
import type { ReceiptAnswer, ReceiptRequest } from './receipts/receipt-request.ts';
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

/** The operator's cash register. */
export interface OperatorsRegister {
  issue(request: ReceiptRequest): Promise<ReceiptAnswer>;
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
  receipts: OperatorsRegister | null;
  banks: ReadonlyMap<string, BankConfig>;
  /** Every system in which a shop can have an account (`connection-providers.ts`). */
  providers: readonly Provider<Context>[];
  consequences: Consequences;
}
