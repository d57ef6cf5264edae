import { sql } from 'kysely';
import { encryptedColumns } from '../operator/encrypted-columns.ts';
import type { Context } from '../context.ts';

/** Every row of every table, the queue's too, as text: what a thief of the database's files reads. */
export async function everyRow(context: Context): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(context.sql);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} t`.execute(context.sql);
    found.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  return found;
}

/** Every encrypted value, opened: what somebody reads who holds the keys as well. */
export async function everySecret(context: Context): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, row } of encryptedColumns) {
    const { rows } = await sql<{ row: string; encrypted: string | null }>`
      select ${sql.raw(row)} as row, ${sql.ref(column)} as encrypted from ${sql.table(table)}`.execute(context.sql);
    for (const { row: name, encrypted } of rows)
      if (encrypted) found.push(`${table}.${column} ${context.encryption.decrypt(encrypted, { table, column, row: name })}`);
  }
  return found;
}

/** The lines that hold one of these words, in whatever case. */
export function naming(lines: string[], words: string[]): string[] {
  const small = words.map((word) => word.toLowerCase());
  return lines.filter((line) => small.some((word) => line.toLowerCase().includes(word)));
}
