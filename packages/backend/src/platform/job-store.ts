import { sql as raw } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { SqlTransaction } from './schema.ts';

/*
 * The queue's hot statements. pg-boss asks one queue at a time, and one job at a time to be done with; a round trip to the database is
 * what a job costs most, so these speak of many queues at once. The table, its upkeep, lost workers and retries are pg-boss's.
 */

/** The queue's own connections. */
export type QueueDatabase = ReturnType<PgBoss['getDb']>;

/** What every job carries beside its work. */
export interface JobTerms {
  retryLimit: number;
  retryDelay: number;
  expireInSeconds: number;
  heartbeatSeconds: number;
  retentionSeconds: number;
  deleteAfterSeconds: number;
  deadLetter: string;
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
      deletion_seconds, dead_letter, policy)
    select queue, data, coalesce(at, now()), coalesce(at, now()) + ${terms.retentionSeconds}::integer * interval '1 second',
      ${terms.retryLimit}::integer, ${terms.retryDelay}::integer, ${terms.expireInSeconds}::integer,
      ${terms.heartbeatSeconds}::integer, ${terms.deleteAfterSeconds}::integer, ${terms.deadLetter}::text, 'standard'
    from json_to_recordset(${rows}::text::json) as job (queue text, data jsonb, at timestamptz)`.execute(sql.withoutPlugins());
}

/**
 * Steps of the queue itself need not wait for the disk: one that a power cut takes back is a job that runs again, and every handler
 * bears that. True for the statement's own transaction alone.
 */
const withoutWaiting = `(select set_config('synchronous_commit', 'off', true)) is not null`;

const take = `
  with taken as materialized (
    select due.id, wanted.queue
    from unnest($1::text[], $2::integer[]) as wanted (queue, slots)
    cross join lateral (
      select id from pgboss.job_common job
      where job.name = wanted.queue and job.state < 'active' and not job.blocked and job.start_after <= pgboss.job_now()
      order by job.priority desc, job.created_on
      limit wanted.slots
      for update skip locked
    ) due
  )
  update pgboss.job_common job
  set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
    retry_count = case when job.started_on is null then job.retry_count else job.retry_count + 1 end
  from taken
  where job.name = taken.queue and job.id = taken.id and ${withoutWaiting}
  returning job.id, job.name as queue, job.data`;

/** Takes as many due jobs of each queue as it has free slots. */
export async function takeJobs(database: QueueDatabase, free: ReadonlyMap<string, number>): Promise<TakenJob[]> {
  const { rows } = await database.executeSql(take, [[...free.keys()], [...free.values()]]);
  return rows as TakenJob[];
}

/** Jobs that are done; one that its worker was too slow for, and another has taken since, is done as well. */
export async function removeJobs(database: QueueDatabase, jobs: TakenJob[]): Promise<void> {
  await database.executeSql(
    `delete from pgboss.job_common job using unnest($1::text[], $2::uuid[]) as done (queue, id)
     where job.name = done.queue and job.id = done.id and ${withoutWaiting}`,
    columns(jobs),
  );
}

/** Their worker is alive. */
export async function touchJobs(database: QueueDatabase, jobs: TakenJob[]): Promise<void> {
  await database.executeSql(
    `update pgboss.job_common job set heartbeat_on = pgboss.job_now() from unnest($1::text[], $2::uuid[]) as running (queue, id)
     where job.name = running.queue and job.id = running.id and job.state = 'active' and ${withoutWaiting}`,
    columns(jobs),
  );
}

const columns = (jobs: TakenJob[]) => [jobs.map(({ queue }) => queue), jobs.map(({ id }) => id)];
