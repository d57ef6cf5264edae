import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { done, failed, type Command } from './command.ts';
import { encryptedColumns, type EncryptedColumn } from './encrypted-columns.ts';

const BATCH = 200;

/**
 * Encrypts anew with the first of ENCRYPTION_KEYS what another one encrypted; afterwards the others may go. Beside a running server it
 * uses that server's keys, so restart it with the new key first. May be stopped and begun again at any time.
 */
export const rotateKeys: Command = {
  name: 'keys rotate',
  usage: 'keys rotate',
  options: {},
  async run(context) {
    let encrypted = 0;
    for (const column of encryptedColumns) {
      try {
        encrypted += await rotate(context, column);
      } catch {
        return failed(
          `${column.table}.${column.column} holds what none of ENCRYPTION_KEYS opens. Add the key that encrypted it, then repeat.`,
        );
      }
    }
    return done(`${encrypted} values were encrypted anew. Only the first of ENCRYPTION_KEYS is needed now.`);
  },
};

async function rotate(context: Context, { table, column, row }: EncryptedColumn): Promise<number> {
  // A encrypted text begins with the name of its key, so the database itself finds what is stale.
  const fresh = context.encryption.encrypt('', { table, column, row: '' }).slice(0, 5);
  let encrypted = 0;
  for (;;) {
    const { rows } = await sql<{ place: string; row: string; encrypted: string }>`
      select ctid::text as place, ${sql.raw(row)} as row, ${sql.ref(column)} as encrypted from ${sql.table(table)}
      where ${sql.ref(column)} is not null and ${sql.ref(column)} <> '' and left(${sql.ref(column)}, 5) <> ${fresh}
      limit ${BATCH}`.execute(context.sql);
    for (const stale of rows) {
      const place = { table, column, row: stale.row };
      const anew = context.encryption.encryptBytes(context.encryption.decryptBytes(stale.encrypted, place), place);
      // Whoever wrote the row meanwhile encrypted it with the first key already.
      await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
        where ctid = ${stale.place}::tid and ${sql.ref(column)} = ${stale.encrypted}`.execute(context.sql);
      encrypted += 1;
    }
    if (rows.length === 0) return encrypted;
  }
}
