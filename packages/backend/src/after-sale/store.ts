import type { Row, Sql } from '../tables/schema.ts';

/** The chosen offer's application: its bank holds the contract. */
export async function signedBankApplication(sql: Sql, order: Row<'orders'>): Promise<Row<'bankApplications'>> {
  return sql
    .selectFrom('bankApplications')
    .selectAll('bankApplications')
    .where('bankApplications.orderId', '=', order.id)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('id', 'in', selectFrom('offers').select('applicationId').where('offers.id', '=', order.chosenOfferId)),
        eb('id', 'in', selectFrom('lenderApplications').select('applicationId').where('offerId', '=', order.chosenOfferId)),
      ]),
    )
    .executeTakeFirstOrThrow();
}

/** Undefined for a redirect lender's, whose terms we do not know. */
export function chosenOffer(sql: Sql, order: Row<'orders'>): Promise<Row<'offers'> | undefined> {
  return sql.selectFrom('offers').selectAll().where('id', '=', order.chosenOfferId).executeTakeFirst();
}

export function receiptsOf(sql: Sql, orderId: string): Promise<Row<'receipts'>[]> {
  return sql.selectFrom('receipts').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}

export function refundsOf(sql: Sql, orderId: string): Promise<Row<'refunds'>[]> {
  return sql.selectFrom('refunds').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}
