import type { Clock as QueueClock } from 'pg-boss';
import type { TargetLimits } from './job.ts';

/*
 * The only statements of ours on pg-boss's tables: its `fetch` takes from one queue at a time, and its group limits pick the first jobs
 * of the queue before they look at the groups. With a hundred thousand jobs waiting for one target that does not answer, `fetch` would
 * read all of them and then find nothing for anybody else. Everything else goes through pg-boss's documented interface.
 */

/** The schema of pg-boss that these statements were written for; a test refuses another. */
export const PG_BOSS_SCHEMA = 46;

/** One statement on a connection of the queue's own; returns its rows. */
export type AskQueue = (statement: string, values: readonly unknown[]) => Promise<unknown[]>;

export interface TakenJob {
  id: string;
  /** Grows with each claim of the job, so that a worker that was too slow cannot settle a claim that is not its own. */
  retryCount: number;
  queue: string;
  target: string | null;
  data: unknown;
}

/** A queue from which jobs are wanted. */
export interface Wanted {
  queue: string;
  free: number;
  limits?: TargetLimits | undefined;
}

/** A target or an owner of which something runs, or that has a limit of its own. */
export interface Busy {
  id: string;
  running: number;
  /** How many more of it may begin. */
  room: number;
}

export interface Take {
  jobs: TakenJob[];
  /** Another node was quicker at some of this node's share: jobs behind it may be left. */
  outrun: boolean;
  /** Queues in which jobs are due whose targets or owners have no room. */
  held: string[];
}

export interface JobTaker {
  /** Makes the index that the statements need. */
  prepare(): Promise<void>;
  take(wanted: Wanted[], busy: Busy[]): Promise<Take>;
}

/** In the order in which the statements read: by queue, then target, then time. */
const index = `
  create index if not exists installment_due on pgboss.job_common (name, group_id, start_after)
  where state < 'active' and not blocked`;

const claim = (time: string) => `
  update pgboss.job_common
  set state = 'active', started_on = coalesce(${time}::timestamptz, now()), heartbeat_on = coalesce(${time}::timestamptz, now()),
    retry_count = case when started_on is null then retry_count else retry_count + 1 end`;
const claimed = 'id, retry_count as "retryCount", name as queue, group_id as target, data';

/** From queues whose jobs are all alike: the first that are due. The last value is a test's time; the database's own holds for all nodes. */
const takeFirst = `${claim('$3')}
  where ctid = any (array (
    select due.ctid
    from unnest($1::text[], $2::integer[]) as wanted (queue, free)
    cross join lateral (
      select ctid from pgboss.job_common
      where name = wanted.queue and group_id is null and state < 'active' and not blocked and start_after <= coalesce($3::timestamptz, now())
      order by start_after
      limit wanted.free
      for update skip locked
    ) due
  ))
  returning ${claimed}`;

/**
 * From queues whose jobs have targets. `target` hops over the index from one target to the next, so a target costs one look however many
 * jobs wait for it. Then, for each queue, the owners with the fewest running jobs come first, and nobody gets more than its limits leave.
 */
const takeFairly = `
  with recursive wanted as materialized (
    select * from unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) with ordinality
      as wanted (queue, free, per_target, per_owner, place)
  ), busy as materialized (
    select * from unnest($5::text[], $6::integer[], $7::integer[]) as busy (id, running, room)
  ), target as (
    select wanted.queue, first.group_id, first.start_after
    from wanted cross join lateral (
      select group_id, start_after from pgboss.job_common
      where name = wanted.queue and group_id is not null and state < 'active' and not blocked
      order by group_id, start_after limit 1
    ) first
    union all
    select target.queue, following.group_id, following.start_after
    from target cross join lateral (
      select group_id, start_after from pgboss.job_common
      where name = target.queue and group_id > target.group_id and state < 'active' and not blocked
      order by group_id, start_after limit 1
    ) following
  ), due as (
    select wanted.queue, wanted.place, wanted.free, wanted.per_owner, job.start_after, target.group_id,
      split_part(target.group_id, ' ', 1) as owner, coalesce(busy.room, wanted.per_target) as room
    from target join wanted on wanted.queue = target.queue
    left join busy on busy.id = target.group_id
    cross join lateral (
      select start_after from pgboss.job_common
      where name = target.queue and group_id = target.group_id and state < 'active' and not blocked
        and start_after <= coalesce($8::timestamptz, now())
      order by start_after
      limit greatest(0, least(coalesce(busy.room, wanted.per_target), wanted.free))
    ) job
    where target.start_after <= coalesce($8::timestamptz, now())
  ), of_target as (
    select *, row_number() over (partition by group_id order by place, start_after) as nth from due
  ), of_owner as (
    select of_target.*, coalesce(busy.room, per_owner) as owner_room, coalesce(busy.running, 0) as owner_running,
      row_number() over (partition by owner order by nth, start_after) as owner_nth
    from of_target left join busy on busy.id = owner
    where nth <= of_target.room
  ), of_queue as (
    select *, row_number() over (partition by queue order by owner_running + owner_nth, start_after) as queue_nth
    from of_owner where owner_room is null or owner_nth <= owner_room
  ), share as (
    select queue, group_id, count(*) as jobs from of_queue where queue_nth <= free group by queue, group_id
  ), taken as (
    ${claim('$8')}
    where ctid = any (array (
      select job.ctid
      from share cross join lateral (
        select ctid from pgboss.job_common
        where name = share.queue and group_id = share.group_id and state < 'active' and not blocked
          and start_after <= coalesce($8::timestamptz, now())
        order by start_after
        limit share.jobs
        for update skip locked
      ) job
    ))
    returning ${claimed}
  )
  select taken.*, (select coalesce(sum(jobs), 0)::integer from share) as shared, (
    select coalesce(array_agg(distinct target.queue), '{}') from target
    join wanted on wanted.queue = target.queue
    left join busy on busy.id = target.group_id
    left join share on share.queue = target.queue and share.group_id = target.group_id
    where target.start_after <= coalesce($8::timestamptz, now())
      and (share.jobs is null or share.jobs >= coalesce(busy.room, wanted.per_target))
  ) as held
  from (select) as always left join taken on true`;

const nothing: Take = { jobs: [], outrun: false, held: [] };

export function createJobTaker(ask: AskQueue, clock: QueueClock | undefined): JobTaker {
  const testTime = () => (clock ? new Date(clock.now()).toISOString() : null);

  async function first(wanted: Wanted[]): Promise<Take> {
    if (wanted.length === 0) return nothing;
    const rows = await ask(takeFirst, [wanted.map(({ queue }) => queue), wanted.map(({ free }) => free), testTime()]);
    return { ...nothing, jobs: rows as TakenJob[] };
  }

  async function fairly(wanted: Wanted[], busy: Busy[]): Promise<Take> {
    if (wanted.length === 0) return nothing;
    const rows = (await ask(takeFairly, [
      wanted.map(({ queue }) => queue),
      wanted.map(({ free }) => free),
      wanted.map(({ limits }) => limits?.target ?? null),
      wanted.map(({ limits }) => limits?.owner ?? null),
      busy.map(({ id }) => id),
      busy.map(({ running }) => running),
      busy.map(({ room }) => room),
      testTime(),
    ])) as (TakenJob & { shared: number; held: string[] })[];
    const jobs = rows.filter(({ id }) => id !== null);
    const [{ shared, held } = { shared: 0, held: [] }] = rows;
    return { jobs, outrun: jobs.length < shared, held };
  }

  return {
    async prepare() {
      // Even `if not exists` waits for a lock on the table, and those who enqueue would wait behind it: so it is looked for first.
      const isThere = async () => (await ask(`select from pg_class where oid = to_regclass('pgboss.installment_due')`, [])).length > 0;
      if (await isThere()) return;
      await ask(index, []).catch(async (error: unknown) => {
        // Nodes that start together make it at the same time.
        if (!(await isThere())) throw error;
      });
    },
    async take(wanted, busy) {
      const alike = wanted.filter(({ limits }) => !limits);
      const targeted = wanted.filter(({ limits }) => limits);
      const [one, other] = await Promise.all([first(alike), fairly(targeted, busy)]);
      return { ...other, jobs: [...one.jobs, ...other.jobs] };
    },
  };
}
