import type { Context } from '../context.ts';
import { writeJournal } from './journal.ts';
import type { CheckOutcome, Provider } from './provider.ts';
import { unreachable } from './why-no-answer.ts';
import { noteCheck, valuesOf, type Connection } from './store.ts';

/** Tries the account, and stores what was found. The call is made outside any transaction. */
export async function checkConnection(context: Context, provider: Provider<Context>, connection: Connection): Promise<CheckOutcome> {
  const { id, shopId, test } = connection;
  const outcome = await provider.check(context, { shopId, test, values: valuesOf(context, connection) }).catch(unreachable);
  await context.transaction(async (tx) => {
    await noteCheck(context, tx, connection, outcome);
    await writeJournal(context, tx.sql, id, {
      act: 'check',
      ...(outcome.ok ? { outcome: 'done' } : { outcome: 'refused', detail: outcome.code }),
    });
  });
  return outcome;
}
