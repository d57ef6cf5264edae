import type { BankAccepted, BankAnswer } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { bankSlotsSchema } from '@installment-button/protocol';
import type { CommandKind } from '../tables/schema.ts';

export type BankSlots = z.infer<typeof bankSlotsSchema>;

/**
 * Why a call has to be made again: `unreachable` (no connection), `error-answer` (408, 425, 429, 5xx), `silence` (no answer in time,
 * or the connection broke), `unreadable` (no answer of the gateway's table), `postponed` (the bank is being spared; nothing was
 * sent).
 */
export type NoAnswer = 'unreachable' | 'error-answer' | 'silence' | 'unreadable' | 'postponed';

export type BankReply<Body> =
  | { outcome: 'done'; status: number; body: Body }
  /** Refused for good. */
  | { outcome: 'refused'; status: number; code: string | null }
  | { outcome: 'again'; why: NoAnswer };

export interface CommandCall {
  /** Idempotency-Key and `webhook-id`: a retry is the same request. */
  id: string;
  applicationId: string;
  kind: CommandKind;
  /** JSON, the same bytes on every try; empty for a request without a body. */
  body: string;
}

/** The body of a command's 2xx: the agreement of an accept, the appointment, else nothing in particular. */
export type CommandBody = BankAccepted | { date: string; from: string; to: string; address: string } | Record<string, unknown>;

/** What every bank can be asked. One file an implementation. Nothing here throws for what a bank does. */
export interface BankConnector {
  /** `messageId` names the request; a retry repeats it. */
  apply(application: { id: string; body: string; messageId: string }): Promise<BankReply<BankAnswer>>;
  /** The decision so far. */
  poll(applicationId: string, messageId: string): Promise<BankReply<BankAnswer>>;
  command(call: CommandCall): Promise<BankReply<CommandBody>>;
  /** Times for a meeting. */
  slots(applicationId: string, messageId: string): Promise<BankReply<BankSlots>>;
}
