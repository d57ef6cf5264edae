import { returnedPieces, wholePieces, type Pieces, type PricedLine } from '@installment-button/protocol/whole-pieces';
import type { Row, Sql } from '../../tables/schema.ts';
import type { LenderRefund } from './lender.ts';

const unitNames: Record<string, string | null> = {
  ...{ piece: null, g: 'г', kg: 'кг', t: 'т', cm: 'см', dm: 'дм', m: 'м', cm2: 'см²', dm2: 'дм²', m2: 'м²' },
  ...{ ml: 'мл', l: 'л', m3: 'м³', hour: 'ч', day: 'сут', other: null },
};

const lineOf = (item: Row<'orders'>['items'][number]): PricedLine => ({ ...item, unit: unitNames[item.unit] ?? null });

/** The goods as lenders count them. */
export const piecesOf = ({ items }: Row<'orders'>): Pieces[] => items.flatMap((item) => wholePieces(lineOf(item)));

/**
 * What a refund gives back. A shop that refunds items says what comes back. A bare sum says nothing of goods, so it can be told to a lender
 * only when it is all that is left.
 */
export async function refundFor(sql: Sql, order: Row<'orders'>, refundId: string): Promise<LenderRefund> {
  const refunds = await sql
    .selectFrom('refunds')
    .selectAll()
    .where('orderId', '=', order.id)
    .where('status', '!=', 'failed')
    .orderBy('id')
    .execute();
  const refund = refunds.find(({ id }) => id === refundId);
  if (!refund) throw new Error(`no refund ${refundId}`);
  const earlier = refunds.filter(({ id }) => id < refundId);
  const refundedBefore = earlier.reduce((total, { amount }) => total + amount, 0);
  const bare = { id: refundId, amount: refund.amount, refundedBefore };
  const isRest = refundedBefore + refund.amount === order.amount;
  if (earlier.some(({ items }) => items === null) || (refund.items === null && !isRest)) return { ...bare, returned: null, kept: null };
  const taken = countItems(earlier.flatMap(({ items }) => items ?? []));
  const now = refund.items === null ? restOf(order, taken) : countItems(refund.items);
  const returned = order.items.flatMap((item) => {
    const quantity = now.get(item.id) ?? 0;
    return quantity > 0 ? returnedPieces(lineOf(item), taken.get(item.id) ?? 0, quantity) : [];
  });
  const gone = [...order.items.flatMap((item) => returnedBefore(item, taken.get(item.id) ?? 0)), ...returned];
  return { ...bare, returned, kept: keptOf(piecesOf(order), gone) };
}

const returnedBefore = (item: Row<'orders'>['items'][number], before: number) =>
  before > 0 ? returnedPieces(lineOf(item), 0, before) : [];

function countItems(items: readonly { itemId: string; quantity: number }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { itemId, quantity } of items) counts.set(itemId, Math.round(((counts.get(itemId) ?? 0) + quantity) * 1000) / 1000);
  return counts;
}

const restOf = ({ items }: Row<'orders'>, taken: Map<string, number>) =>
  new Map(items.map(({ id, quantity }) => [id, Math.round((quantity - (taken.get(id) ?? 0)) * 1000) / 1000]));

/** What is left of each piece line, by its name and price. */
function keptOf(sold: Pieces[], gone: Pieces[]): Pieces[] {
  const left = gone.map((each) => ({ ...each }));
  return sold.map((line) => {
    let { quantity } = line;
    for (const each of left) {
      if (each.name !== line.name || each.price !== line.price) continue;
      const taken = Math.min(quantity, each.quantity);
      quantity -= taken;
      each.quantity -= taken;
    }
    return { ...line, quantity };
  });
}
