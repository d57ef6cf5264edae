import { sql as raw } from 'kysely';
import type { BankOffer, Decision } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';

export type BankApplication = Row<'bankApplications'>;

export function findBankApplication(sql: Sql, applicationId: string): Promise<BankApplication | undefined> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).executeTakeFirst();
}

/** A bank application that is to be asked, with what is asked of its order. */
export interface Asking extends BankApplication {
  orderAmount: number;
  decisionDeadline: Date | null;
}

/**
 * Marks attempts to ask banks, of any orders. Missing in the answer: attempts of another number, banks that have answered for good, and
 * orders that have ended. An attempt that is still marked was lost in a crash: the bank may have heard it.
 */
export async function claimAttempts(sql: Sql, attempts: { applicationId: string; number: number }[], now: Date): Promise<Asking[]> {
  const { rows } = await raw<Asking>`
    update bank_applications set asked_at = ${now}, heard = heard or asked_at is not null
    from unnest(${attempts.map(({ applicationId }) => applicationId)}::text[], ${attempts.map(({ number }) => number)}::integer[])
      as asked (id, number), orders
    where bank_applications.id = asked.id and bank_applications.attempts = asked.number and not answered
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
      as asked (id, number)
    join bank_applications on bank_applications.id = asked.id and bank_applications.attempts = asked.number
    join orders on orders.id = bank_applications.order_id
    where asked_at is not null and not answered and orders.status not in ('submitted', 'approved')`.execute(sql);
  return rows;
}

export interface EndedAttempt {
  id: string;
  attempts: number;
  heard: boolean;
  acknowledgedAt: Date | null;
}

/** These attempts are over; what a bank heard once stays heard. */
export async function endAttempts(sql: Sql, ended: EndedAttempt[]): Promise<void> {
  if (ended.length === 0) return;
  await raw`
    update bank_applications set attempts = ended.attempts, asked_at = null, heard = bank_applications.heard or ended.heard,
      acknowledged_at = ended.acknowledged_at
    from unnest(${ended.map(({ id }) => id)}::text[], ${ended.map(({ attempts }) => attempts)}::integer[],
      ${ended.map(({ heard }) => heard)}::boolean[], ${ended.map(({ acknowledgedAt }) => acknowledgedAt)}::timestamptz[])
      as ended (id, attempts, heard, acknowledged_at)
    where bank_applications.id = ended.id`.execute(sql);
}

/** Writes down what banks answered, and how long they took: the figures of a year need not be computed from its events. */
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

/** How many offers the order ever had, and when the first of those that stand reaches its term. */
export function offersSoFar(sql: Sql, orderId: string): Promise<{ count: number; nextTerm: Date | null }> {
  return sql
    .selectFrom('offers')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('validUntil').filterWhere('goneAt', 'is', null).as('nextTerm')])
    .where('orderId', '=', orderId)
    .executeTakeFirstOrThrow();
}

/** Writes down what stands in place of a bank's answer. */
export async function setDecision(sql: Sql, applicationId: string, change: { decision: Decision; decidedAt: Date }): Promise<void> {
  await sql.updateTable('bankApplications').set(change).where('id', '=', applicationId).execute();
}

/** The banks' offers under ids of our own. */
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
