import { type BankAccepted, type BankAnswer, bankSlotsSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { CommandKind } from '../tables/schema.ts';

export type BankSlots = z.infer<typeof bankSlotsSchema>;

/**
 * Why a call must be repeated: `unreachable` (no connection), `error-answer` (408, 425, 429, 5xx), `silence` (no answer in time, or the
 * connection broke), `unreadable` (an answer that the gateway's table does not have), `postponed` (the circuit is open: nothing was
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
  /** JSON, the same bytes at every attempt; empty for a request without a body. */
  body: string;
}

/** The body of a command's 2xx: an accept's agreement, an appointment, else anything. */
export type CommandBody = BankAccepted | { date: string; from: string; to: string; address: string } | Record<string, unknown>;

/** What every bank can be asked; each implementation has a file. No method throws because of what a bank does. */
export interface BankConnector {
  /** `messageId` names the request; a retry repeats it. */
  apply(application: { id: string; body: string; messageId: string }): Promise<BankReply<BankAnswer>>;
  /** Asks for the decision so far. */
  poll(applicationId: string, messageId: string): Promise<BankReply<BankAnswer>>;
  command(call: CommandCall): Promise<BankReply<CommandBody>>;
  /** Asks for free meeting times. */
  slots(applicationId: string, messageId: string): Promise<BankReply<BankSlots>>;
}
