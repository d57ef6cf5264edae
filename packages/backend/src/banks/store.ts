import type { Row, Sql } from '../tables/schema.ts';

export type Command = Row<'bankCommands'>;

const MOST_REVIVED = 1000;

export function findCommand(sql: Sql, commandId: string): Promise<Command | undefined> {
  return sql.selectFrom('bankCommands').selectAll().where('id', '=', commandId).executeTakeFirst();
}

/**
 * Commands of an application that its bank has not answered, superseded ones too, in their order; refunds stand apart and block
 * nothing.
 */
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
  change: { attempts?: number; sendingUntil?: Date | null; supersededAt?: Date },
): Promise<void> {
  await sql.updateTable('bankCommands').set(change).where('id', '=', commandId).execute();
}

/** Commands that nobody gave up and that were written before this moment; so many at a time, the oldest first. */
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
