import type { OrderRow } from '@installment-button/protocol/cabinet/orders';

/** What the acts need of the list. */
export interface ConfirmingList {
  rows: readonly OrderRow[];
  confirm(id: string): Promise<void>;
  takeBack(id: string): Promise<void>;
}

/** How many requests run at once. A list of a hundred must not delay the person's next act. */
const AT_ONCE = 4;

/**
 * Signed orders whose prices the shop's server or a person set. An order whose price a page named is confirmed one by one, because
 * somebody has to compare its sum.
 */
export function confirmableTogether(rows: readonly OrderRow[]): OrderRow[] {
  return rows.filter(({ actions, trusted }) => trusted && actions.includes('confirm'));
}

/** Confirms these orders and takes them back together. Every order keeps its own ten seconds and its own line in the log. */
export class ConfirmMany {
  /** The orders of the last act that can still be taken back. */
  private last: string[] = [];
  private readonly list: ConfirmingList;

  constructor(list: ConfirmingList) {
    this.list = list;
  }

  /** Returns how many were not confirmed. */
  async confirm(rows: readonly OrderRow[]): Promise<number> {
    this.last = [];
    return this.each(rows, async ({ id }) => {
      await this.list.confirm(id);
      this.last.push(id);
    });
  }

  /** Those of the last act that are still held, as they are now. */
  held(isHeld: (row: OrderRow) => boolean): OrderRow[] {
    return this.list.rows.filter((row) => this.last.includes(row.id) && isHeld(row));
  }

  /** Returns how many could not be taken back. */
  takeBack(rows: readonly OrderRow[]): Promise<number> {
    this.last = [];
    return this.each(rows, ({ id }) => this.list.takeBack(id));
  }

  private async each(rows: readonly OrderRow[], act: (row: OrderRow) => Promise<void>): Promise<number> {
    const waiting = [...rows];
    let failed = 0;
    const lane = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) await act(row).catch(() => (failed += 1));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return failed;
  }
}
