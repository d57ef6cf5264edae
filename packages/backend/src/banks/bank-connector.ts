import { type BankAccepted, type BankAnswer, bankSlotsSchema } from '@installment-button/protocol';
import * as z from 'zod/mini';
import type { CommandKind } from '../tables/schema.ts';
import type { BankReply } from './bank-reply.ts';
import type { CreatedAtLender, LenderState } from './lenders/lender-state.ts';

export type { BankReply, NoAnswer } from './bank-reply.ts';

export type BankSlots = z.infer<typeof bankSlotsSchema>;

/** A redirect lender has the application and waits for the buyer on its own page. */
export interface LenderOffered extends CreatedAtLender {
  applicationId: string;
  decision: 'offered';
}

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
  apply(application: { id: string; body: string; messageId: string }): Promise<BankReply<BankAnswer | LenderOffered>>;
  /** Asks for the decision so far. */
  poll(applicationId: string, messageId: string): Promise<BankReply<BankAnswer>>;
  command(call: CommandCall): Promise<BankReply<CommandBody>>;
  /** Of a redirect lender: how far the application is on its own page. */
  look?(applicationId: string): Promise<BankReply<LenderState>>;
  /** Asks for free meeting times. */
  slots(applicationId: string, messageId: string): Promise<BankReply<BankSlots>>;
}
