import type { OrderRow } from '@installment-button/protocol/cabinet/orders';

/** A signature that is older than this was announced in another tab or another session. */
const FRESH_MS = 60_000;

/** Finds, among all changes of orders, the contracts that were signed just now. */
export class NewSignatures {
  private readonly statuses = new Map<string, OrderRow['status']>();

  /** @param listed the status that the list showed before this change, if the list holds the order */
  includes(row: OrderRow, listed: OrderRow['status'] | undefined, now: Date): boolean {
    const before = this.statuses.get(row.id) ?? listed;
    this.statuses.set(row.id, row.status);
    if (row.status !== 'signed' || before === 'signed') return false;
    if (before !== undefined) return true;
    // The status before is unknown: a confirmation or an old change means that the contract was signed earlier.
    return row.confirmation === null && now.getTime() - new Date(row.changedAt).getTime() <= FRESH_MS;
  }
}
