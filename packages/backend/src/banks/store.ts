import type { Row, Sql } from '../platform/schema.ts';

export type Command = Row<'bankCommands'>;

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
