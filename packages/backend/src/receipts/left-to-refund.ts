import { quantityLeft } from '@installment-button/protocol/lines';
import type { Row } from '../tables/schema.ts';

type Item = Row<'orders'>['items'][number];
type Refund = Pick<Row<'refunds'>, 'shares'>;

/** What the buyer still has of an item, and has paid for it. */
export interface Left {
  item: Item;
  quantity: number;
  sum: number;
}

/** A part of an item that comes back. */
export interface Returned extends Left {
  /** Money without goods. */
  moneyOnly: boolean;
}

export const allOf = (items: readonly Item[]): Left[] =>
  items.map((item) => ({ item, quantity: item.quantity, sum: item.lineTotal - item.discountShare }));

/** What is left after a refund. */
export function lessRefund(left: readonly Left[], { shares }: Refund): Left[] {
  return left.map((part) =>
    shares
      .filter(({ itemId }) => itemId === part.item.id)
      .reduce((rest, { quantity, amount }) => ({ ...rest, quantity: quantityLeft(rest.quantity, quantity), sum: rest.sum - amount }), part),
  );
}

/** What comes back by a refund: its share of each item. */
export function returnedBy(left: readonly Left[], { shares }: Refund): Returned[] {
  return shares.flatMap(({ itemId, quantity, amount }) => {
    const part = left.find(({ item }) => item.id === itemId);
    return part && amount > 0 ? [{ item: part.item, quantity, sum: amount, moneyOnly: quantity === 0 }] : [];
  });
}
