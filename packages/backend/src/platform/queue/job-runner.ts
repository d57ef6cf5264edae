import type { Clock as QueueClock, PgBoss } from 'pg-boss';
import type { WakeUps } from './wake-ups.ts';
import type { JobStore, TakenJob } from './job-store.ts';
import type { Log } from '../observability/log.ts';
import type { QueueKind } from './queue.ts';
import { withTimeout } from '../with-timeout.ts';

/** The topic that wakes the workers of a queue. */
export const queueTopic = (queue: string) => `queue:${queue}`;

interface RunnerParts {
  boss: PgBoss;
  jobs: JobStore;
  wakeUps: WakeUps;
  kinds: QueueKind[];
  log: Log;
  clock: QueueClock | undefined;
}

export interface Runner {
  /** Takes no more; waits up to `timeoutMs` for what runs, and hands what is still running then to others. */
  stop(timeoutMs: number): Promise<void>;
}

/** A lost wake-up costs at most this. */
const POLL_MS = 1000;
/** Of a job's heartbeat of ten seconds. */
const TOUCH_MS = 3000;
/** A question that takes longer hangs on a connection that nobody answers. */
const LIMIT_MS = 10_000;
/** Jobs that are done gather so long, so that one statement removes many. One that a crash leaves runs again and finds its work done. */
const GATHER_DONE_MS = 100;

/**
 * Works on all queues of a process: whatever a wake-up or the poll names is asked for in one statement, as many jobs of each queue as it
 * has free slots.
 */
export function startRunner({ boss, jobs: store, wakeUps, kinds, log, clock }: RunnerParts): Runner {
  const kindOf = new Map(kinds.map((kind) => [kind.name, kind]));
  const busy = new Map(kinds.map(({ name }) => [name, 0]));
  const running = new Map<TakenJob, Promise<void>>();
  /** Queues that may have a job that is due. */
  const ripe = new Set<string>();
  let looking = false;
  let stopped = false;
  let done: TakenJob[] = [];
  const removals = new Set<Promise<void>>();
  let removal: NodeJS.Timeout | null = null;

  const freeSlots = () => {
    const free = new Map<string, number>();
    for (const name of ripe) {
      const slots = (kindOf.get(name)?.slots ?? 0) - (busy.get(name) ?? 0);
      if (slots > 0) free.set(name, slots);
    }
    return free;
  };

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    // Rings of one commit gather into one question.
    await Promise.resolve();
    try {
      for (let free = freeSlots(); free.size > 0 && !stopped; free = freeSlots()) {
        // Rung again meanwhile, a queue is asked again.
        for (const name of free.keys()) ripe.delete(name);
        const taking = store.take(free).then((taken) => {
          for (const job of taken) begin(job);
          return taken;
        });
        const jobs = await withTimeout(LIMIT_MS, taking);
        // A queue that filled its slots may have more.
        for (const [name, slots] of free) if (jobs.filter(({ queue }) => queue === name).length === slots) ripe.add(name);
      }
    } catch (error) {
      // The poll asks again: workers outlive the database's restart.
      log.warn({ err: error }, 'the queue could not be read');
    }
    looking = false;
  }

  function begin(job: TakenJob): void {
    busy.set(job.queue, (busy.get(job.queue) ?? 0) + 1);
    running.set(job, run(job));
  }

  async function run(job: TakenJob): Promise<void> {
    try {
      await kindOf.get(job.queue)?.handle(job.data);
      remove(job);
    } catch (error) {
      log.warn({ queue: job.queue, job: job.id, err: error }, 'a job failed and will be tried again');
      // Nothing of the error is stored: its message may quote personal data.
      await boss.fail(job.queue, job.id).catch(() => undefined);
    } finally {
      running.delete(job);
      busy.set(job.queue, (busy.get(job.queue) ?? 1) - 1);
      if (ripe.has(job.queue)) void look();
    }
  }

  function remove(job: TakenJob): void {
    done.push(job);
    removal ??= setTimeout(flush, GATHER_DONE_MS);
  }

  function flush(): void {
    if (removal) clearTimeout(removal);
    removal = null;
    const jobs = done;
    done = [];
    if (jobs.length === 0) return;
    const gone: Promise<void> = store
      .remove(jobs)
      .catch((error: unknown) => log.warn({ err: error }, 'jobs that are done could not be removed'))
      .finally(() => removals.delete(gone));
    removals.add(gone);
  }

  const wake = (name: string) => {
    if (stopped) return;
    ripe.add(name);
    void look();
  };
  const stops = kinds.map(({ name }) => wakeUps.onWake(queueTopic(name), () => wake(name)));
  const stopPoll = every(() => kinds.forEach(({ name }) => wake(name)), POLL_MS, clock);
  const stopTouch = every(
    () => {
      const held = [...running.keys()];
      if (held.length > 0) store.touch(held).catch((error: unknown) => log.warn({ err: error }, 'running jobs could not be noted'));
    },
    TOUCH_MS,
    clock,
  );
  kinds.forEach(({ name }) => wake(name));

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
      const left = [...running.keys()];
      await Promise.allSettled(left.map((job) => boss.fail(job.queue, job.id)));
      flush();
      await withTimeout(LIMIT_MS, Promise.all(removals)).catch(() => undefined);
    },
  };
}

/** By a test's time where there is one; returns how to end it. */
function every(act: () => void, milliseconds: number, clock: QueueClock | undefined): () => void {
  if (!clock) {
    const timer = setInterval(act, milliseconds);
    return () => clearInterval(timer);
  }
  const timer = clock.setInterval(act, milliseconds);
  return () => clock.clearInterval(timer);
}
