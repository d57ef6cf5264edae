import type { Context } from '../context.ts';
import type { MaintenanceTask } from '../platform/queue/maintenance.ts';
import { after, DAY } from '../platform/clock.ts';
import type { Row, Sql } from '../tables/schema.ts';

/** Entries older than this are deleted. */
const KEPT_MS = 90 * DAY;
const SHOWN = 50;

/** One exchange with the other system. */
export interface JournalEntry {
  /** What was done, for example `check`, `create` or `notice`. */
  act: string;
  outcome: 'done' | 'refused' | 'again';
  /** The order that it was about. */
  orderId?: string;
  /** The other side's code or a short reason: no personal data and no secret. */
  detail?: string;
}

/** Writes down what passed between us and the other system, for the head of the shop. */
export async function writeJournal(context: Context, sql: Sql, connectionId: string, entry: JournalEntry): Promise<void> {
  const { act, outcome, orderId = null, detail } = entry;
  const short = detail?.slice(0, 300) ?? null;
  await sql
    .insertInto('connectionJournal')
    .values({ id: context.ids.next('evt'), connectionId, at: context.clock.now(), act, outcome, orderId, detail: short })
    .execute();
}

/** The last entries, the newest first. */
export function readJournal(sql: Sql, connectionId: string): Promise<Row<'connectionJournal'>[]> {
  return sql
    .selectFrom('connectionJournal')
    .selectAll()
    .where('connectionId', '=', connectionId)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute();
}

/** Deletes old entries. */
export const purgeJournal: MaintenanceTask<Context> = async ({ sql, clock }) => {
  await sql.deleteFrom('connectionJournal').where('at', '<', after(clock.now(), -KEPT_MS)).execute();
};
