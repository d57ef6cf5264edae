/** What a receipt provider took and what became of it, in the same words for all providers, so that a test can compare totals. */
export interface ReceiptRecord {
  /** The provider's own id of the document. */
  id: string;
  /** The id that the sender gave. */
  externalId: string;
  operation: ReceiptOperation;
  correction: boolean;
  totalKopecks: number;
  state: 'waiting' | 'done' | 'failed';
  /** Why it failed, in the provider's words. */
  failure?: string;
  at: Date;
  /** The body as it came, parsed. */
  document: unknown;
}

export type ReceiptOperation = 'income' | 'income-return' | 'expense' | 'expense-return';

/** Kopecks of the receipts that were really issued, by operation. */
export function issuedKopecks(records: readonly ReceiptRecord[]): Record<ReceiptOperation, number> {
  const totals = { income: 0, 'income-return': 0, expense: 0, 'expense-return': 0 };
  for (const { operation, totalKopecks, state } of records) if (state === 'done') totals[operation] += totalKopecks;
  return totals;
}
