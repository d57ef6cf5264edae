import { sql as raw } from 'kysely';
import type { Clock as QueueClock } from 'pg-boss';
import type { SqlTransaction } from '../../tables/schema.ts';

/*
 * The queue's hot statements. pg-boss asks one queue at a time, and one job at a time to be done with; a round trip to the database is
 * what a job costs most, so these speak of many queues at once. The table, its maintenance, lost workers and retries are pg-boss's.
 */

/** One statement; returns its rows. */
export type AskQueue = (statement: string, values: readonly unknown[]) => Promise<unknown[]>;

/** What every job carries beside its work. */
export interface JobTerms {
  retryLimit: number;
  retryDelay: number;
  expireInSeconds: number;
  heartbeatSeconds: number;
  retentionSeconds: number;
  deleteAfterSeconds: number;
}

export interface NewJob {
  queue: string;
  data: Record<string, string | number>;
  startAfter?: Date | undefined;
}

export interface TakenJob {
  id: string;
  queue: string;
  data: Record<string, string | number>;
}

/** Written in the caller's transaction, all in one statement. */
export async function insertJobs(sql: SqlTransaction, jobs: NewJob[], terms: JobTerms): Promise<void> {
  const rows = JSON.stringify(jobs.map(({ queue, data, startAfter }) => ({ queue, data, at: startAfter?.toISOString() })));
  await raw`
    insert into pgboss.job (name, data, start_after, keep_until, retry_limit, retry_delay, expire_seconds, heartbeat_seconds,
      deletion_seconds, policy)
    select queue, data, coalesce(at, now()), coalesce(at, now()) + ${terms.retentionSeconds}::integer * interval '1 second',
      ${terms.retryLimit}::integer, ${terms.retryDelay}::integer, ${terms.expireInSeconds}::integer,
      ${terms.heartbeatSeconds}::integer, ${terms.deleteAfterSeconds}::integer, 'standard'
    from json_to_recordset(${rows}::text::json) as job (queue text, data jsonb, at timestamptz)`.execute(sql.withoutPlugins());
}

/**
 * Steps of the queue itself need not wait for the disk: one that a power cut takes back is a job that runs again, and every handler
 * bears that. True for the statement's own transaction alone.
 */
const withoutWaiting = `(select set_config('synchronous_commit', 'off', true)) is not null`;

export interface JobStore {
  /** Takes as many due jobs of each queue as it has free slots. */
  take(free: ReadonlyMap<string, number>): Promise<TakenJob[]>;
  /** Jobs that are done; one that its worker was too slow for, and another has taken since, is done as well. */
  remove(jobs: TakenJob[]): Promise<void>;
  /** Their worker is alive. */
  touch(jobs: TakenJob[]): Promise<void>;
}

/**
 * Found by the index of what is due, not among all that waits for its day, and written where it was found: with a hundred thousand
 * waiting, other plans read all of them at each question. The last value is a test's time; the database's own holds for all nodes.
 */
const take = `
  update pgboss.job_common
  set state = 'active', started_on = coalesce($3::timestamptz, now()), heartbeat_on = coalesce($3::timestamptz, now()),
    retry_count = case when started_on is null then retry_count else retry_count + 1 end
  where ${withoutWaiting} and ctid = any (array (
    select due.ctid
    from unnest($1::text[], $2::integer[]) as wanted (queue, slots)
    cross join lateral (
      select ctid from pgboss.job_common
      where name = wanted.queue and state in ('created', 'retry') and not blocked and start_after <= coalesce($3::timestamptz, now())
      order by start_after
      limit wanted.slots
      for update skip locked
    ) due
  ))
  returning id, name as queue, data`;

const remove = `
  delete from pgboss.job_common job using unnest($1::text[], $2::uuid[]) as done (queue, id)
  where job.name = done.queue and job.id = done.id and ${withoutWaiting}`;

const touch = `
  update pgboss.job_common job set heartbeat_on = coalesce($3::timestamptz, now())
  from unnest($1::text[], $2::uuid[]) as running (queue, id)
  where job.name = running.queue and job.id = running.id and job.state = 'active' and ${withoutWaiting}`;

export function createJobStore(ask: AskQueue, clock: QueueClock | undefined): JobStore {
  const testTime = () => (clock ? new Date(clock.now()).toISOString() : null);
  return {
    take: async (free) => (await ask(take, [[...free.keys()], [...free.values()], testTime()])) as TakenJob[],
    async remove(jobs) {
      await ask(remove, columns(jobs));
    },
    async touch(jobs) {
      await ask(touch, [...columns(jobs), testTime()]);
    },
  };
}

const columns = (jobs: TakenJob[]) => [jobs.map(({ queue }) => queue), jobs.map(({ id }) => id)];
