import type { Row, Sql } from '../tables/schema.ts';

export type Command = Row<'bankCommands'>;

const MOST_REVIVED = 1000;

export function findCommand(sql: Sql, commandId: string): Promise<Command | undefined> {
  return sql.selectFrom('bankCommands').selectAll().where('id', '=', commandId).executeTakeFirst();
}

/** Commands of an application that its bank has not answered, in their order, superseded ones included. Refunds are not: they block nothing. */
export function unansweredCommands(sql: Sql, applicationId: string): Promise<Command[]> {
  return sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('applicationId', '=', applicationId)
    .where('state', '=', 'pending')
    .where('kind', '!=', 'refund')
    .orderBy('number')
    .execute();
}

export async function changeCommand(
  sql: Sql,
  commandId: string,
  change: { attempts?: number; claimedUntil?: Date | null; supersededAt?: Date },
): Promise<void> {
  await sql.updateTable('bankCommands').set(change).where('id', '=', commandId).execute();
}

/** Pending commands that were written before this moment, the oldest first. */
export function waitingSince(sql: Sql, moment: Date): Promise<Command[]> {
  return sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('state', '=', 'pending')
    .where('supersededAt', 'is', null)
    .where('createdAt', '<', moment)
    .orderBy('createdAt')
    .limit(MOST_REVIVED)
    .execute();
}

/** Accepts, releases and cancels of one application, in their order. */
export function choicesAt(sql: Sql, applicationId: string): Promise<Row<'bankCommands'>[]> {
  return sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('applicationId', '=', applicationId)
    .where('kind', 'in', ['accept', 'release', 'cancel'])
    .orderBy('number')
    .execute();
}

/**
 * The accepts that banks still hold: answered 2xx, and neither released nor canceled since. Accepts of offers that are gone meanwhile are
 * included, because they would use up the buyer's limit at that bank.
 */
export async function acceptsInForce(sql: Sql, orderId: string): Promise<Row<'bankCommands'>[]> {
  const choices = await sql
    .selectFrom('bankCommands')
    .selectAll()
    .distinctOn('applicationId')
    .where('orderId', '=', orderId)
    .where('kind', 'in', ['accept', 'release', 'cancel'])
    .where('state', '!=', 'refused')
    .orderBy('applicationId')
    .orderBy('number', 'desc')
    .execute();
  return choices.filter(({ kind, state }) => kind === 'accept' && state === 'done');
}
