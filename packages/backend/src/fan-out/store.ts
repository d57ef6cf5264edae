import { sql as raw } from 'kysely';
import type { BankOffer, Decision } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';

export type BankApplication = Row<'bankApplications'>;

export function findBankApplication(sql: Sql, applicationId: string): Promise<BankApplication | undefined> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).executeTakeFirst();
}

export function getBankApplication(sql: Sql, applicationId: string): Promise<Row<'bankApplications'>> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).executeTakeFirstOrThrow();
}

export function bankApplicationsOf(sql: Sql, orderId: string): Promise<Row<'bankApplications'>[]> {
  return sql.selectFrom('bankApplications').selectAll().where('orderId', '=', orderId).orderBy('id').execute();
}

export function findOffer(sql: Sql, orderId: string, offerId: string): Promise<Row<'offers'> | undefined> {
  return sql.selectFrom('offers').selectAll().where('orderId', '=', orderId).where('id', '=', offerId).executeTakeFirst();
}

/** Offers of an order that still stand, in the order of their arrival. */
export function availableOffers(sql: Sql, orderId: string): Promise<Row<'offers'>[]> {
  return sql
    .selectFrom('offers')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('goneAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** A bank application to ask about, with what the attempt needs of its order. */
export interface Asking extends BankApplication {
  orderAmount: number;
  decisionDeadline: Date | null;
}

/**
 * Claims attempts at any orders' banks in one statement, and returns the applications that were claimed. Not claimed: an attempt of
 * another number, a bank that has answered for good, an order that has ended. An application that is claimed already lost that attempt
 * in a crash: the bank may have it.
 */
export async function claimAttempts(sql: Sql, attempts: { applicationId: string; number: number }[], now: Date): Promise<Asking[]> {
  const { rows } = await raw<Asking>`
    update bank_applications set claimed_at = ${now}, may_have_arrived = may_have_arrived or claimed_at is not null
    from unnest(${attempts.map(({ applicationId }) => applicationId)}::text[], ${attempts.map(({ number }) => number)}::integer[])
      as claim (id, number), orders
    where bank_applications.id = claim.id and bank_applications.attempts = claim.number and not answered
      and orders.id = bank_applications.order_id and orders.status in ('submitted', 'approved')
    returning bank_applications.*, orders.amount as order_amount, orders.decision_deadline`.execute(sql);
  return rows;
}

/** Attempts that a crash lost, of orders that have ended since. */
export async function lostAttempts(sql: Sql, attempts: { applicationId: string; number: number }[]): Promise<Asking[]> {
  if (attempts.length === 0) return [];
  const { rows } = await raw<Asking>`
    select bank_applications.*, orders.amount as order_amount, orders.decision_deadline
    from unnest(${attempts.map(({ applicationId }) => applicationId)}::text[], ${attempts.map(({ number }) => number)}::integer[])
      as claim (id, number)
    join bank_applications on bank_applications.id = claim.id and bank_applications.attempts = claim.number
    join orders on orders.id = bank_applications.order_id
    where claimed_at is not null and not answered and orders.status not in ('submitted', 'approved')`.execute(sql);
  return rows;
}

export interface EndedAttempt {
  id: string;
  attempts: number;
  mayHaveArrived: boolean;
  acknowledgedAt: Date | null;
}

/** Ends the claims of these attempts. */
export async function endAttempts(sql: Sql, ended: EndedAttempt[]): Promise<void> {
  if (ended.length === 0) return;
  await raw`
    update bank_applications set attempts = ended.attempts, claimed_at = null,
      may_have_arrived = bank_applications.may_have_arrived or ended.may_have_arrived, acknowledged_at = ended.acknowledged_at
    from unnest(${ended.map(({ id }) => id)}::text[], ${ended.map(({ attempts }) => attempts)}::integer[],
      ${ended.map(({ mayHaveArrived }) => mayHaveArrived)}::boolean[], ${ended.map(({ acknowledgedAt }) => acknowledgedAt)}::timestamptz[])
      as ended (id, attempts, may_have_arrived, acknowledged_at)
    where bank_applications.id = ended.id`.execute(sql);
}

/** Stores banks' final answers, and how long each took: the analytics of a year are not computed from its events. */
export async function setAnswers(
  sql: Sql,
  answers: { id: string; decision: Decision }[],
  { at, seconds }: { at: Date; seconds: number | null },
): Promise<void> {
  await raw`
    update bank_applications set decision = answer.decision, decided_at = ${at}, answered = true,
      answer_seconds = case when answer.decision = 'failed' then answer_seconds else coalesce(answer_seconds, ${seconds}::real) end
    from unnest(${answers.map(({ id }) => id)}::text[], ${answers.map(({ decision }) => decision)}::text[]) as answer (id, decision)
    where bank_applications.id = answer.id`.execute(sql);
}

/** How many offers the order ever had, and when the first standing offer reaches its term. */
export function offersSoFar(sql: Sql, orderId: string): Promise<{ count: number; nextTerm: Date | null }> {
  return sql
    .selectFrom('offers')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('validUntil').filterWhere('goneAt', 'is', null).as('nextTerm')])
    .where('orderId', '=', orderId)
    .executeTakeFirstOrThrow();
}

/** Stores the decision of a bank that gave no answer, or has no offer left. */
export async function setDecision(sql: Sql, applicationId: string, change: { decision: Decision; decidedAt: Date }): Promise<void> {
  await sql.updateTable('bankApplications').set(change).where('id', '=', applicationId).execute();
}

/** Stores the banks' offers under our own ids. Returns when each reaches its term. */
export async function insertOffers(
  context: Context,
  sql: Sql,
  approvals: { application: BankApplication; offers: BankOffer[] }[],
): Promise<Date[]> {
  const now = context.clock.now();
  const rows = approvals.flatMap(({ application, offers }) =>
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
  );
  await sql.insertInto('offers').values(rows).execute();
  return rows.map(({ validUntil }) => validUntil);
}

/** Ids of the bank applications that lost at least one offer: withdrawn, or past its date. */
export async function applicationsWithGoneOffers(sql: Sql, orderId: string): Promise<Set<string>> {
  const gone = await sql
    .selectFrom('offers')
    .select('applicationId')
    .distinct()
    .where('orderId', '=', orderId)
    .where('goneAt', 'is not', null)
    .execute();
  return new Set(gone.map(({ applicationId }) => applicationId));
}
