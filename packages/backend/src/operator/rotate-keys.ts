import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { done, failed, type Command } from './command.ts';
import { sealedColumns, type SealedColumn } from './encrypted-columns.ts';

const BATCH = 200;

/**
 * Seals anew with the first of ENCRYPTION_KEYS what another one sealed; afterwards the others may go. Beside a running server it
 * uses that server's keys, so restart it with the new key first. May be stopped and begun again at any time.
 */
export const rotateKeys: Command = {
  name: 'keys rotate',
  usage: 'keys rotate',
  options: {},
  async run(context) {
    let sealed = 0;
    for (const column of sealedColumns) {
      try {
        sealed += await rotate(context, column);
      } catch {
        return failed(
          `${column.table}.${column.column} holds what none of ENCRYPTION_KEYS opens. Add the key that sealed it, then repeat.`,
        );
      }
    }
    return done(`${sealed} values were sealed anew. Only the first of ENCRYPTION_KEYS is needed now.`);
  },
};

async function rotate(context: Context, { table, column, row }: SealedColumn): Promise<number> {
  // A sealed text begins with the name of its key, so the database itself finds what is stale.
  const fresh = context.vault.seal('', { table, column, row: '' }).slice(0, 5);
  let sealed = 0;
  for (;;) {
    const { rows } = await sql<{ place: string; row: string; sealed: string }>`
      select ctid::text as place, ${sql.raw(row)} as row, ${sql.ref(column)} as sealed from ${sql.table(table)}
      where ${sql.ref(column)} is not null and ${sql.ref(column)} <> '' and left(${sql.ref(column)}, 5) <> ${fresh}
      limit ${BATCH}`.execute(context.sql);
    for (const stale of rows) {
      const place = { table, column, row: stale.row };
      const anew = context.vault.sealBytes(context.vault.openBytes(stale.sealed, place), place);
      // Whoever wrote the row meanwhile sealed it with the first key already.
      await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
        where ctid = ${stale.place}::tid and ${sql.ref(column)} = ${stale.sealed}`.execute(context.sql);
      sealed += 1;
    }
    if (rows.length === 0) return sealed;
  }
}
