import type { Receipt } from '@installment-button/protocol';
import type { ReceiptSettings } from '@installment-button/protocol/cabinet/receipts';
import type { Row } from '../tables/schema.ts';
import type { DocumentContent } from '../tables/receipt-content.ts';
import { buildOffset, buildRefund, buildSale, type SaleKind } from './build-document.ts';
import { allOf, lessRefund, returnedBy, type Left } from './left-to-refund.ts';
import { rulesOf } from './settings.ts';

type Known = Pick<Row<'receipts'>, 'id' | 'kind' | 'refundId' | 'content' | 'begunAt'>;

/** A document that is still owed to the buyer. */
export interface Owed {
  kind: Receipt['kind'];
  refundId: string | null;
  /** The document that it reverses. */
  reverses: string | null;
  content: DocumentContent;
  /** A document that nobody was asked for yet, in whose place this one stands. */
  replaces?: string;
}

interface Standing {
  order: Row<'orders'>;
  settings: ReceiptSettings;
  /** All of the order, oldest first. */
  receipts: readonly Known[];
  refunds: readonly Row<'refunds'>[];
}

/**
 * The documents that the order owes by now and has not. It looks at where the order stands, not at what just happened, so that asking twice
 * changes nothing.
 *
 * `full`: one sale once the order is confirmed. `by-order`: money first is a prepayment, offset by a sale at the handover; goods first is a
 * credit, paid by a credit payment; both known before anybody was asked is one sale. A refund reverses the last document, a cancel
 * reverses it over all that is left.
 */
export function owedDocuments(standing: Standing): Owed[] {
  const { receipts, order } = standing;
  const sold = receipts.filter(({ kind }) => kind !== 'refund');
  const last = sold.at(-1);
  if (order.status === 'canceled') return last ? owedReversal(standing, last) : [];
  if (order.status !== 'confirmed' && order.status !== 'settled') return [];
  const refunds = last ? owedRefunds(standing, last) : [];
  return [...refunds, ...owedSale(standing, sold)];
}

function owedSale(standing: Standing, sold: readonly Known[]): Owed[] {
  const { order, settings } = standing;
  const [first] = sold;
  const of = (kind: SaleKind, replaces?: string): Owed[] => {
    const left = leftOf(standing);
    const offset = kind === 'sale' && first?.kind === 'prepayment' && replaces === undefined;
    const content = offset ? buildOffset(left, rulesOf(settings)) : buildSale(kind, left, rulesOf(settings), order.firstPayment);
    const without = first === undefined ? unreceipted(standing) : (first.content.without ?? []);
    return content.amount === 0
      ? []
      : [{ kind, refundId: null, reverses: null, content: { ...content, without }, ...(replaces === undefined ? {} : { replaces }) }];
  };
  if (settings.order === 'full' && first === undefined) return of('sale');
  if (settings.order === 'full' && (first?.kind === 'sale' || sold.length > 1)) return [];
  const [paid, handedOver] = [order.status === 'settled', order.handedOverAt !== null];
  if (first === undefined) return paid && handedOver ? of('sale') : paid ? of('prepayment') : handedOver ? of('credit') : [];
  if (sold.length > 1 || first.kind === 'sale' || !paid || !handedOver) return [];
  if (first.begunAt === null) return of('sale', first.id);
  return of(first.kind === 'prepayment' ? 'sale' : 'credit-payment');
}

function owedRefunds(standing: Standing, last: Known): Owed[] {
  const owed: Owed[] = [];
  for (const refund of standing.refunds) {
    if (refund.status !== 'succeeded' || standing.receipts.some(({ refundId }) => refundId === refund.id)) continue;
    if (beforeAnyDocument(standing, refund)) continue;
    const content = buildRefund(last.content, returnedBy(allOf(standing.order.items), refund));
    owed.push({ kind: 'refund', refundId: refund.id, reverses: last.id, content });
  }
  return owed;
}

function owedReversal(standing: Standing, last: Known): Owed[] {
  if (standing.receipts.some(({ kind, refundId }) => kind === 'refund' && refundId === null)) return [];
  const back = leftOf(standing).filter(({ sum }) => sum > 0);
  const content = buildRefund(
    last.content,
    back.map((part) => ({ ...part, moneyOnly: false })),
  );
  return content.amount === 0 ? [] : [{ kind: 'refund', refundId: null, reverses: last.id, content }];
}

const unreceipted = ({ refunds }: Standing): string[] => refunds.filter(({ status }) => status === 'succeeded').map(({ id }) => id);

/** A refund that ended before the first document needs none: the first document is over what was left. */
const beforeAnyDocument = ({ receipts }: Standing, { id }: Row<'refunds'>): boolean =>
  receipts.some(({ kind, content }) => kind !== 'refund' && content.without?.includes(id));

/** What the buyer has and has paid for, after the refunds that have a receipt, owe one now, or came before the first document. */
function leftOf({ order, refunds }: Standing): Left[] {
  return refunds.filter(({ status }) => status === 'succeeded').reduce<Left[]>(lessRefund, allOf(order.items));
}
