import type { RedirectOffer } from '@installment-button/protocol';
import type { LenderOffered } from '../banks/bank-connector.ts';
import { lookCalls } from '../banks/lender-looks.ts';
import type { Context } from '../context.ts';
import { nameOfBank } from '../orders/view.ts';
import { after, MINUTE } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row, Sql } from '../tables/schema.ts';
import type { BankApplication } from './store.ts';

export type LenderApplication = Row<'lenderApplications'>;

const placeOf = (applicationId: string) => ({ table: 'lender_applications', column: 'url', row: applicationId });

/** The first look comes by itself, in case no notice does. */
const FIRST_LOOK_MS = MINUTE;

export async function insertLenderOffer(
  context: Context,
  tx: Tx,
  order: Row<'orders'>,
  application: BankApplication,
  { url, validUntil, known }: Pick<LenderOffered, 'url' | 'validUntil' | 'known'>,
): Promise<void> {
  const now = context.clock.now();
  const { id: applicationId, orderId, bankId } = application;
  const unknown = { term: null, monthlyPayment: null, creditAmount: null, rate: null, fullCostRate: null, fullCostAmount: null };
  const terms = { product: order.product, ...unknown, ...known, signing: ['redirect'], validUntil: validUntil.toISOString() };
  await tx.sql
    .insertInto('lenderApplications')
    .values({
      ...{ applicationId, orderId, bankId, validUntil, createdAt: now },
      offerId: context.ids.next('off'),
      terms: JSON.stringify(terms),
      url: context.encryption.encrypt(url, placeOf(applicationId)),
    })
    .execute();
  await tx.enqueue(lookCalls.job({ applicationId, bankId }, { startAfter: after(now, FIRST_LOOK_MS) }));
}

export function lenderApplicationsOf(sql: Sql, orderId: string): Promise<LenderApplication[]> {
  return sql.selectFrom('lenderApplications').selectAll().where('orderId', '=', orderId).orderBy('applicationId').execute();
}

export function findLenderOffer(sql: Sql, orderId: string, offerId: string): Promise<LenderApplication | undefined> {
  return sql.selectFrom('lenderApplications').selectAll().where('orderId', '=', orderId).where('offerId', '=', offerId).executeTakeFirst();
}

export function findLenderApplication(sql: Sql, applicationId: string): Promise<LenderApplication | undefined> {
  return sql.selectFrom('lenderApplications').selectAll().where('applicationId', '=', applicationId).executeTakeFirst();
}

/** Whether the buyer can still be sent there. */
export const isOpen = (context: Context, { goneAt, validUntil }: LenderApplication): boolean =>
  goneAt === null && validUntil > context.clock.now();

export const lenderUrl = (context: Context, { applicationId, url }: LenderApplication): string =>
  context.encryption.decrypt(url, placeOf(applicationId));

export function viewLenderOffer(context: Context, { offerId, bankId, terms }: LenderApplication): RedirectOffer {
  return { id: offerId, bank: nameOfBank(context, bankId), ...terms };
}
