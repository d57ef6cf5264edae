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
  detail?: string | null;
  /** The receipt or order: the same call then has one line, with its last outcome. */
  subject?: string;
  /** Since when it is due; default: now. The lag is counted from then. */
  since?: Date;
}

/** Writes down what passed between us and the other system, for the head of the shop. */
export async function writeJournal(context: Context, sql: Sql, connectionId: string, entry: JournalEntry): Promise<void> {
  const { act, outcome, orderId = null, subject = null, detail, since = context.clock.now() } = entry;
  const at = context.clock.now();
  const short = detail?.slice(0, 300) ?? null;
  await sql
    .insertInto('connectionJournal')
    .values({ id: context.ids.next('evt'), connectionId, since, at, act, outcome, orderId, subject, detail: short })
    .onConflict((conflict) =>
      conflict
        .columns(['connectionId', 'act', 'subject'])
        .where('subject', 'is not', null)
        .doUpdateSet(({ eb }) => ({ outcome, detail: short, at, attempts: eb('connectionJournal.attempts', '+', 1) })),
    )
    .execute();
  if (outcome === 'done') context.metrics.connectionLag.observe({ act }, Math.max(0, at.getTime() - since.getTime()) / 1000);
  else context.metrics.connectionFailures.inc({ act });
}

/** The last entries, the newest first, and before them those that are not done. */
export function readJournal(sql: Sql, connectionId: string): Promise<Row<'connectionJournal'>[]> {
  return (
    sql
      .selectFrom('connectionJournal')
      .selectAll()
      .where('connectionId', '=', connectionId)
      // Those that are not done stand first.
      .orderBy(({ eb, and }) => and([eb('subject', 'is not', null), eb('outcome', '!=', 'done')]), 'desc')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(SHOWN)
      .execute()
  );
}

/** Deletes old entries. */
export const purgeJournal: MaintenanceTask<Context> = async ({ sql, clock }) => {
  await sql.deleteFrom('connectionJournal').where('at', '<', after(clock.now(), -KEPT_MS)).execute();
};
