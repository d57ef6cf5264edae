import type { Generated } from 'kysely';
import type { Optional } from './columns.ts';

/** Counters of `platform/security/attempt-limits.ts`. */
export interface AttemptLimitsTable {
  /** Blind index of what is counted: a phone, a network, an e-mail, a shop. */
  key: string;
  attempts: Generated<number>;
  /** When the present window began. */
  since: Date;
  closedUntil: Optional<Date>;
}
