import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { OrderRow } from '@installment-button/protocol/cabinet/orders';

export type Line = { kind: 'day'; day: string; top: number } | { kind: 'row'; row: OrderRow; index: number; top: number };

export interface Heights {
  day: number;
  row: number;
}

export interface Layout {
  lines: Line[];
  height: number;
  heights: Heights;
}

/** The position of every line of the list. All rows have one height, so no line has to be measured. */
export function layOut(rows: readonly OrderRow[], heights: Heights): Layout {
  const lines: Line[] = [];
  let top = 0;
  let day = '';
  rows.forEach((row, index) => {
    const own = moscowDay(new Date(row.createdAt));
    if (own !== day) {
      day = own;
      lines.push({ kind: 'day', day, top });
      top += heights.day;
    }
    lines.push({ kind: 'row', row, index, top });
    top += heights.row;
  });
  return { lines, height: top, heights };
}

/** The lines between two heights, and some more on either side for quick scrolling. */
export function visibleLines({ lines }: Layout, from: number, to: number, spare = 600): [first: number, end: number] {
  return [Math.max(0, firstFrom(lines, from - spare) - 1), firstFrom(lines, to + spare)];
}

/** The first line at `top` or below it, by binary search. */
function firstFrom(lines: readonly Line[], top: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.top ?? 0) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}
