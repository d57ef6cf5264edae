import { type GivenBack, leftToPay, quantityLeft, refundFor, shareOut, thousandthsOf } from '@installment-button/protocol/lines';
import { fieldProblem, Problem } from '../platform/http/problems.ts';
import type { RefundShare } from '../tables/after-sale.ts';
import type { Row } from '../tables/schema.ts';

export type RefundRequest = { amount: number } | { items: { itemId: string; quantity: number }[] };

type Item = Row<'orders'>['items'][number];

const nothing: GivenBack = { quantity: 0, amount: 0 };

/** What was given back of each item so far, pending refunds included. */
export function givenBackByItem(refunds: readonly Pick<Row<'refunds'>, 'status' | 'shares'>[]): ReadonlyMap<string, GivenBack> {
  const back = new Map<string, GivenBack>();
  for (const { status, shares } of refunds) if (status !== 'failed') shares.forEach((share) => addShare(back, share));
  return back;
}

/** A refund's share of each item, by items or by an amount that is spread over what is left in proportion. */
export function sharesOf(
  items: readonly Item[],
  refunds: readonly Pick<Row<'refunds'>, 'status' | 'shares'>[],
  request: RefundRequest,
): RefundShare[] {
  const back = givenBackByItem(refunds);
  return 'amount' in request ? spread(items, back, request.amount) : sharesByItems(items, new Map(back), request.items);
}

function spread(items: readonly Item[], back: ReadonlyMap<string, GivenBack>, amount: number): RefundShare[] {
  const left = items.map((item) => leftToPay(item, back.get(item.id) ?? nothing));
  const all = left.reduce((sum, one) => sum + one, 0);
  if (amount > all) throw new Problem(422, 'refund_exceeds', `Only ${all} minor units are left to refund.`);
  return shareOut(amount, left).flatMap((share, index) =>
    share > 0 ? [{ itemId: items[index]?.id ?? '', quantity: 0, amount: share }] : [],
  );
}

function sharesByItems(
  items: readonly Item[],
  back: Map<string, GivenBack>,
  wanted: readonly { itemId: string; quantity: number }[],
): RefundShare[] {
  const shares = wanted.map(({ itemId, quantity }, index): RefundShare => {
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw fieldProblem(`/items/${index}/itemId`, 'unknown_item', 'The order has no such item.');
    const before = back.get(itemId) ?? nothing;
    const left = quantityLeft(item.quantity, before.quantity);
    if (quantity > left) throw fieldProblem(`/items/${index}/quantity`, 'too_big', `${left} of this item are left to refund.`);
    if (item.marking && !Number.isInteger(quantity)) {
      throw fieldProblem(`/items/${index}/quantity`, 'too_precise', 'Marked goods have whole quantities.');
    }
    const share = { itemId, quantity, amount: refundFor(item, before, quantity) };
    addShare(back, share);
    return share;
  });
  if (shares.every(({ amount }) => amount === 0))
    throw fieldProblem('/items', 'too_small', 'Nothing was paid for these items, or all of it is refunded.');
  return shares;
}

function addShare(back: Map<string, GivenBack>, { itemId, quantity, amount }: RefundShare): void {
  const before = back.get(itemId) ?? nothing;
  back.set(itemId, {
    quantity: (thousandthsOf(before.quantity) + thousandthsOf(quantity)) / 1000,
    amount: before.amount + amount,
  });
}
