import { sql as raw } from 'kysely';
import type { BankOffer, Decision } from '@installment-button/protocol';
import type { Context } from '../platform/context.ts';
import type { Row, Sql } from '../platform/schema.ts';

export type Application = Row<'applications'>;

export function findApplication(sql: Sql, applicationId: string): Promise<Application | undefined> {
  return sql.selectFrom('applications').selectAll().where('id', '=', applicationId).executeTakeFirst();
}

/**
 * Takes the turn of asking a bank: null when it is another turn's, the bank has answered for good, or the order has ended. A try
 * that is still marked was lost in a crash: the bank may have heard it.
 */
export async function takeTurn(sql: Sql, applicationId: string, turn: number, now: Date): Promise<Application | null> {
  const application = await sql
    .updateTable('applications')
    .set({ askedAt: now, heard: raw<boolean>`heard or asked_at is not null` })
    .where('id', '=', applicationId)
    .where('attempts', '=', turn)
    .where('answered', '=', false)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('orders')
          .select('orders.id')
          .whereRef('orders.id', '=', 'applications.orderId')
          .where('orders.status', 'in', ['submitted', 'approved']),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  return application ?? null;
}

/** Writes down a decision; `answered`: by the bank itself. */
export async function setDecision(
  sql: Sql,
  applicationId: string,
  change: { decision: Decision; decidedAt: Date; answered?: true },
): Promise<void> {
  await sql.updateTable('applications').set(change).where('id', '=', applicationId).execute();
}

/** The bank's offers under ids of our own. */
export async function insertOffers(context: Context, sql: Sql, application: Application, offers: BankOffer[]): Promise<Row<'offers'>[]> {
  const now = context.clock.now();
  return sql
    .insertInto('offers')
    .values(
      offers.map(({ id: bankOfferId, ...terms }) => ({
        id: context.ids.next('off'),
        orderId: application.orderId,
        applicationId: application.id,
        bankId: application.bankId,
        bankOfferId,
        terms: JSON.stringify(terms),
        validUntil: new Date(terms.validUntil),
        createdAt: now,
      })),
    )
    .returningAll()
    .execute();
}
