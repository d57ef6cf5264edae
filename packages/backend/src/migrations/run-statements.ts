import { sql, type Kysely } from 'kysely';

/** Runs statements that end with a semicolon, one by one: PGlite takes one a call. */
export async function runStatements(db: Kysely<unknown>, statements: string): Promise<void> {
  for (const statement of statements.split(';')) {
    if (statement.trim() !== '') await sql.raw(statement).execute(db);
  }
}
