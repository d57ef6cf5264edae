import type { Outcome } from '../platform/outbound/declaration.ts';
import type { BankReply } from './bank-connector.ts';

/** Postponed: the bank's circuit is open, so it was not called. */
export function outcomeOf(reply: BankReply<unknown>): Outcome {
  return reply.outcome === 'again' && reply.why === 'postponed' ? 'postponed' : reply.outcome;
}
