import { sql as raw } from 'kysely';
import type { BankOffer, Decision } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';

export type BankApplication = Row<'bankApplications'>;

export function findBankApplication(sql: Sql, applicationId: string): Promise<BankApplication | undefined> {
  return sql.selectFrom('bankApplications').selectAll().where('id', '=', applicationId).executeTakeFirst();
}

export interface Turn {
  applicationId: string;
  turn: number;
}

/**
 * Takes turns of asking banks, of any orders. One is missing in the answer when it is another turn's, the bank has answered for good,
 * or the order has ended. A try that is still marked was lost in a crash: the bank may have heard it.
 */
export async function takeTurns(sql: Sql, turns: Turn[], now: Date): Promise<BankApplication[]> {
  const { rows } = await raw<BankApplication>`
    update bank_applications set asked_at = ${now}, heard = heard or asked_at is not null
    from unnest(${turns.map(({ applicationId }) => applicationId)}::text[], ${turns.map(({ turn }) => turn)}::integer[]) as asked (id, turn)
    where bank_applications.id = asked.id and bank_applications.attempts = asked.turn and not answered
      and exists (select from orders where orders.id = bank_applications.order_id and orders.status in ('submitted', 'approved'))
    returning bank_applications.*`.execute(sql);
  return rows;
}

export interface EndedTry {
  id: string;
  attempts: number;
  heard: boolean;
  acknowledgedAt: Date | null;
}

/** The tries under way are over; what one of them heard stays heard. */
export async function endTries(sql: Sql, tries: EndedTry[]): Promise<void> {
  if (tries.length === 0) return;
  await raw`
    update bank_applications set attempts = ended.attempts, asked_at = null, heard = bank_applications.heard or ended.heard,
      acknowledged_at = ended.acknowledged_at
    from unnest(${tries.map(({ id }) => id)}::text[], ${tries.map(({ attempts }) => attempts)}::integer[],
      ${tries.map(({ heard }) => heard)}::boolean[], ${tries.map(({ acknowledgedAt }) => acknowledgedAt)}::timestamptz[])
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
