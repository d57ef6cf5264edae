import type { JobAttempt, PgBoss } from 'pg-boss';
import type { Log } from '../observability/log.ts';
import type { TakenJob } from './take.ts';

/** Finished jobs gather so long, so that one statement removes many. One that a crash leaves runs again and finds its work done. */
const GATHER_MS = 100;

/** Tells pg-boss what became of jobs. A claim that another worker has taken over since is left alone. */
export interface Settler {
  done(job: TakenJob): void;
  /** The job will run again. Nothing of the error is stored: its message may quote personal data. */
  failed(job: TakenJob): Promise<void>;
  /** The jobs' worker is alive. */
  touch(jobs: TakenJob[]): Promise<void>;
  /** Waits until all finished jobs are removed. */
  flush(): Promise<void>;
}

export function createSettler(boss: PgBoss, log: Log): Settler {
  let finished: TakenJob[] = [];
  let timer: NodeJS.Timeout | null = null;
  const removals = new Set<Promise<unknown>>();

  function remove(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const jobs = finished;
    finished = [];
    const removal: Promise<unknown> = Promise.all(byQueue(jobs).map(([queue, attempts]) => boss.deleteJob(queue, attempts)))
      .catch((error: unknown) => log.warn({ err: error }, 'finished jobs could not be removed'))
      .finally(() => removals.delete(removal));
    removals.add(removal);
  }

  return {
    done(job) {
      finished.push(job);
      timer ??= setTimeout(remove, GATHER_MS);
    },
    async failed({ queue, id, retryCount }) {
      await boss
        .fail(queue, { id, retryCount })
        .catch((error: unknown) => log.warn({ err: error }, 'a failed job could not be given back'));
    },
    async touch(jobs) {
      await Promise.all(byQueue(jobs).map(([queue, attempts]) => boss.touch(queue, attempts))).catch((error: unknown) =>
        log.warn({ err: error }, 'the heartbeat of running jobs could not be written'),
      );
    },
    async flush() {
      remove();
      await Promise.all(removals);
    },
  };
}

function byQueue(jobs: TakenJob[]): [queue: string, attempts: JobAttempt[]][] {
  const attempts = new Map<string, JobAttempt[]>();
  for (const { queue, id, retryCount } of jobs) attempts.set(queue, [...(attempts.get(queue) ?? []), { id, retryCount }]);
  return [...attempts];
}
