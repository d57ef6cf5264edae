import { isConnectionLoss } from '../platform/database/connection-loss.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { done, failed, type Command } from './command.ts';
import { encryptedColumns, type EncryptedColumn } from './encrypted-columns.ts';

const BATCH = 200;

/**
 * How ENCRYPTION_KEYS are rotated:
 * 1. The operator puts a new key first and restarts every server. Now all values are written with the new key (`encryption.ts`), and
 *    the old keys only decrypt.
 * 2. `keys rotate` reads each encrypted column (`encrypted-columns.ts`) for values of another key. A value begins with the id of its
 *    key, so the database finds them.
 * 3. Each value is decrypted and encrypted with the first key, and written only if the row still holds the old value: a row that was
 *    written meanwhile has the first key already.
 * 4. The command ends when no column holds a value of another key. It may be killed and run again at any time.
 * 5. The operator removes the old keys.
 * Beside a running server that holds the embedded database the command runs in that server, with its keys.
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
      } catch (error) {
        if (isConnectionLoss(error)) throw error;
        return failed(
          `${column.table}.${column.column} holds a value that none of ENCRYPTION_KEYS decrypts. Add the key that encrypted it, then repeat.`,
        );
      }
    }
    return done(`${encrypted} values were encrypted with the first key. The other ENCRYPTION_KEYS may be removed.`);
  },
};

async function rotate(context: Context, { table, column, row }: EncryptedColumn): Promise<number> {
  // Five base64 characters hold the first bytes of the key's id: see step 2.
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
      await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
        where ctid = ${stale.place}::tid and ${sql.ref(column)} = ${stale.encrypted}`.execute(context.sql);
      encrypted += 1;
    }
    if (rows.length === 0) return encrypted;
  }
}
