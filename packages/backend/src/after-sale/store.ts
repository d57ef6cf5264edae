import type { Row, Sql } from '../tables/schema.ts';

/** The chosen offer's application: its bank holds the contract. */
export async function signedBankApplication(sql: Sql, order: Row<'orders'>): Promise<Row<'bankApplications'>> {
  return sql
    .selectFrom('bankApplications')
    .selectAll('bankApplications')
    .innerJoin('offers', 'offers.applicationId', 'bankApplications.id')
    .where('offers.id', '=', order.chosenOfferId)
    .executeTakeFirstOrThrow();
}

export function chosenOffer(sql: Sql, order: Row<'orders'>): Promise<Row<'offers'>> {
  return sql.selectFrom('offers').selectAll().where('id', '=', order.chosenOfferId).executeTakeFirstOrThrow();
}

export function receiptsOf(sql: Sql, orderId: string): Promise<Row<'receipts'>[]> {
  return sql.selectFrom('receipts').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}

export function refundsOf(sql: Sql, orderId: string): Promise<Row<'refunds'>[]> {
  return sql.selectFrom('refunds').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}
