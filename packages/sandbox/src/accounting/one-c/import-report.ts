import type { OneCOrder } from './books.ts';

/**
 * What came of reading one file of orders.
 *
 * - `stopped`: a document broke the rules; the orders before it stay, those after it are unread, and `success` is not sent
 * - `rolled-back`: an exception; no order of the file stays, and `success` is not sent
 */
export interface ImportReport {
  outcome: 'completed' | 'stopped' | 'rolled-back';
  message: string;
  created: OneCOrder[];
  updated: OneCOrder[];
  /** Orders that 1C passed over in silence, with the reason that it does not tell. */
  skipped: { siteNumber: string; why: string }[];
  /** What 1C changes or loses in silence. */
  warnings: string[];
}

export const emptyReport = (): ImportReport => ({ outcome: 'completed', message: '', created: [], updated: [], skipped: [], warnings: [] });

/** Undoes the whole file, as an exception inside 1C's transaction does. */
export class ImportException extends Error {
  override readonly name = 'ImportException';
}
