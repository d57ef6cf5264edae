import type { Clock as QueueClock, PgBoss } from 'pg-boss';
import type { WakeUps } from './wake-ups.ts';
import type { Log } from '../observability/log.ts';
import { withTimeout } from '../with-timeout.ts';
import { queueTopic, type JobRun, type WorkedQueue } from './job.ts';
import { RunningJobs } from './running-jobs.ts';
import { createSettler } from './settle.ts';
import type { JobTaker, TakenJob } from './take.ts';
import { timersOf } from './timers.ts';

interface WorkerParts {
  boss: PgBoss;
  jobs: JobTaker;
  wakeUps: WakeUps;
  queues: WorkedQueue[];
  log: Log;
  clock: QueueClock | undefined;
}

export interface Worker {
  /** Takes no more jobs, waits up to `timeoutMs` for those that run, and hands those that still run then to other nodes. */
  stop(timeoutMs: number): Promise<void>;
}

/** A lost wake-up costs at most this. */
const POLL_MS = 1000;
/** Less than a third of a job's heartbeat of ten seconds. */
const TOUCH_MS = 3000;
/** A statement that takes longer hangs on a connection that nobody answers. */
const LIMIT_MS = 10_000;

/**
 * Works on all queues of a process: takes as many jobs of each queue that a wake-up or the poll names as may begin. Where queues
 * share targets, those that stand first are served first.
 */
export function startWorker({ boss, jobs: taker, wakeUps, queues, log, clock }: WorkerParts): Worker {
  const queueOf = new Map(queues.map((queue) => [queue.name, queue]));
  const counts = new RunningJobs();
  const running = new Map<TakenJob, Promise<void>>();
  /** Queues that may have a job that is due. */
  const due = new Set<string>();
  /** Queues in which jobs are due whose targets are busy. */
  const held = new Set<string>();
  const timers = timersOf(clock);
  const settle = createSettler(boss, log);
  let looking = false;
  let stopped = false;
  /** Grows whenever a job leaves room at a target. A target need not be full for that: the statement that looks for jobs knows older counts. */
  let roomMade = 0;

  const wanted = () => {
    const found = queues.filter(({ name }) => due.has(name));
    return found.map((queue) => ({ queue, free: counts.free(queue) })).filter(({ free }) => free > 0);
  };

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    // Wake-ups of one commit gather into one statement.
    await Promise.resolve();
    try {
      for (let from = wanted(); from.length > 0 && !stopped; from = wanted()) {
        // A queue that is woken meanwhile is looked at again.
        for (const { queue } of from) {
          due.delete(queue.name);
          held.delete(queue.name);
        }
        const before = roomMade;
        const taking = taker
          .take(
            from.map(({ queue: { name, limits }, free }) => ({ queue: name, free, limits })),
            counts.busy(from.map(({ queue }) => queue)),
          )
          .then((take) => {
            for (const job of take.jobs) begin(job);
            return take;
          });
        const take = await withTimeout(LIMIT_MS, taking);
        // A job that ended while the statement ran left room that the statement did not count, so look again.
        for (const name of take.held) (roomMade === before ? held : due).add(name);
        // A queue that gave as many jobs as it was asked for may have more.
        for (const { queue, free } of from) {
          if (take.outrun || take.jobs.filter((job) => job.queue === queue.name).length === free) due.add(queue.name);
        }
      }
    } catch (error) {
      // The poll looks again: workers outlive the database's restart.
      log.warn({ err: error }, 'the queue could not be read');
    }
    looking = false;
  }

  function begin(job: TakenJob): void {
    const queue = queueOf.get(job.queue);
    if (!queue) return;
    counts.begin(queue, job.target);
    running.set(job, run(queue, job));
  }

  async function run(queue: WorkedQueue, job: TakenJob): Promise<void> {
    let countedIn = queue.name;
    let calledOff = false;
    let stopTimer = () => {};
    const callOff = () => {
      calledOff = true;
      stopTimer();
    };
    const leaveLane = (slowQueue: string) => {
      if (calledOff) return;
      counts.move(countedIn, slowQueue);
      countedIn = slowQueue;
      wake(queue.name);
    };
    const jobRun: JobRun = {
      target: job.target,
      leaveLaneAfter(milliseconds) {
        const { slowQueue } = queue;
        // When this process itself was busy for so long, the answer may lie there already: it is read before the lane is left.
        if (slowQueue !== undefined) stopTimer = timers.after(milliseconds, () => setImmediate(leaveLane, slowQueue));
        return callOff;
      },
    };
    try {
      await queue.handle(job.data, jobRun);
      settle.done(job);
    } catch (error) {
      log.warn({ queue: job.queue, job: job.id, err: error }, 'a job failed and will run again');
      await settle.failed(job);
    } finally {
      callOff();
      running.delete(job);
      if (counts.end(queue, countedIn, job.target)) {
        roomMade += 1;
        for (const name of held) due.add(name);
      }
      if (due.size > 0) void look();
    }
  }

  function wake(name: string): void {
    if (stopped) return;
    due.add(name);
    void look();
  }

  const stops = queues.map(({ name }) => wakeUps.onWake(queueTopic(name), () => wake(name)));
  const stopPoll = timers.every(POLL_MS, () => queues.forEach(({ name }) => wake(name)));
  const stopTouch = timers.every(TOUCH_MS, () => void settle.touch([...running.keys()]));
  queues.forEach(({ name }) => wake(name));

  return {
    async stop(timeoutMs) {
      stopped = true;
      stops.forEach((stop) => stop());
      stopPoll();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
      await Promise.race([Promise.allSettled(running.values()), late]);
      clearTimeout(timer);
      stopTouch();
      await Promise.all([...running.keys()].map(settle.failed));
      await withTimeout(LIMIT_MS, settle.flush()).catch(() => undefined);
    },
  };
}
