import { numberOf } from '../../orders/number.ts';
import { sql } from 'kysely';
import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { nameOfBank } from '../../orders/view.ts';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { allowedActions } from './allowed-actions.ts';
import type { Condition } from './filter.ts';

type Columns = Pick<
  Row<'orders'>,
  | 'id'
  | 'externalId'
  | 'test'
  | 'trusted'
  | 'createdBy'
  | 'product'
  | 'status'
  | 'previousStatus'
  | 'statusAt'
  | 'sequence'
  | 'createdAt'
  | 'expiresAt'
  | 'amount'
  | 'currency'
  | 'refundedAmount'
  | 'maskedName'
  | 'maskedPhone'
  | 'confirmation'
  | 'cancellation'
  | 'handedOverAt'
>;

interface RowOfList extends Columns {
  title: string;
  quantity: number;
  more: number;
  bankId: string | null;
  payment: number | null;
  paymentTerm: number | null;
  offers: number;
  lowest: number | null;
  lowestTerm: number | null;
  asked: number;
  answered: number;
  changedAt: Date | null;
  commands: Pick<Row<'bankCommands'>, 'kind' | 'subject'>[];
}

/** Rows of the list, the newest first. One statement reads the whole page. */
export async function readRows(context: Context, sqlOf: Sql, condition: Condition, limit: number): Promise<OrderRow[]> {
  const { rows } = await sql<RowOfList>`
    select o.id, o.external_id, o.test, o.trusted, o.created_by, o.product, o.status, o.previous_status, o.status_at, o.sequence, o.created_at,
      o.expires_at, o.amount, o.currency, o.refunded_amount, o.masked_name, o.masked_phone, o.confirmation, o.cancellation, o.handed_over_at,
      o.items->0->>'name' as title, (o.items->0->>'quantity')::float8 as quantity, jsonb_array_length(o.items) - 1 as more,
      chosen.bank_id, (chosen.terms->>'monthlyPayment')::bigint as payment, (chosen.terms->>'term')::integer as payment_term,
      standing.offers, standing.lowest, standing.lowest_term, answers.asked, answers.answered, last.at as changed_at,
      coalesce(waiting.commands, '[]') as commands
    from (select * from orders o where ${condition} order by o.created_at desc, o.id desc limit ${limit}) o
    left join offers chosen on chosen.id = o.chosen_offer_id
    left join lateral (
      select count(*)::integer as offers, min((f.terms->>'monthlyPayment')::bigint) as lowest,
        (array_agg((f.terms->>'term')::integer order by (f.terms->>'monthlyPayment')::bigint))[1] as lowest_term
      from offers f where f.order_id = o.id and f.gone_at is null
    ) standing on true
    left join lateral (
      select count(*)::integer as asked, (count(*) filter (where a.decision <> 'pending'))::integer as answered
      from bank_applications a where a.order_id = o.id
    ) answers on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('kind', c.kind, 'subject', c.subject)) as commands
      from bank_commands c where c.order_id = o.id and c.state = 'pending' and c.superseded_at is null and c.kind <> 'refund'
    ) waiting on true
    left join lateral (select e.at from events e where e.order_id = o.id order by e.sequence desc limit 1) last on true
    order by o.created_at desc, o.id desc`.execute(sqlOf);
  return rows.map((row) => viewRow(context, row));
}

function viewRow(context: Context, row: RowOfList): OrderRow {
  return {
    id: row.id,
    number: numberOf(row),
    test: row.test,
    trusted: row.trusted,
    source: sourceOf(row),
    product: row.product,
    status: row.status,
    previousStatus: row.previousStatus,
    sequence: row.sequence,
    createdAt: row.createdAt.toISOString(),
    changedAt: (row.changedAt ?? row.statusAt).toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    title: row.title,
    quantity: row.quantity,
    more: row.more,
    amount: row.amount,
    currency: row.currency,
    refundedAmount: row.refundedAmount,
    bank: row.bankId === null ? null : nameOfBank(context, row.bankId),
    payment: row.payment === null || row.paymentTerm === null ? null : { amount: row.payment, term: row.paymentTerm },
    offers: row.offers,
    lowest: row.lowest === null || row.lowestTerm === null ? null : { amount: row.lowest, term: row.lowestTerm },
    asked: row.asked,
    answered: row.answered,
    buyer: row.maskedPhone === null ? null : { name: row.maskedName, phone: row.maskedPhone },
    confirmation: row.confirmation,
    cancellation: row.cancellation,
    actions: allowedActions(row, row.commands),
  };
}

export function sourceOf({ createdBy, trusted }: Pick<Row<'orders'>, 'createdBy' | 'trusted'>): OrderRow['source'] {
  if (createdBy !== null) return 'hand';
  return trusted ? 'server' : 'page';
}
