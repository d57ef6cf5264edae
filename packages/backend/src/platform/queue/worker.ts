import type { Clock as QueueClock, PgBoss } from 'pg-boss';
import type { WakeUps } from './wake-ups.ts';
import type { Log } from '../observability/log.ts';
import { withTimeout } from '../with-timeout.ts';
import { queueTopic, type JobRun, type WorkedQueue } from './job.ts';
import { RunningJobs } from './running-jobs.ts';
import { createSettler } from './settle.ts';
import type { JobTaker, Take, TakenJob } from './take.ts';
import { timersOf } from './timers.ts';

interface WorkerParts {
  boss: PgBoss;
  jobs: JobTaker;
  wakeUps: WakeUps;
  queues: WorkedQueue[];
  log: Log;
  clock: QueueClock | undefined;
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
export class Worker {
  readonly #taker: JobTaker;
  readonly #queues: WorkedQueue[];
  readonly #queueOf: Map<string, WorkedQueue>;
  readonly #log: Log;
  readonly #timers: ReturnType<typeof timersOf>;
  readonly #settle: ReturnType<typeof createSettler>;
  readonly #counts = new RunningJobs();
  readonly #running = new Map<TakenJob, Promise<void>>();
  /** Queues that may have a job that is due. */
  readonly #due = new Set<string>();
  /** Queues in which jobs are due whose targets are busy. */
  readonly #held = new Set<string>();
  readonly #stops: (() => void)[];
  readonly #stopTouch: () => void;
  #looking = false;
  #stopped = false;
  /** Grows whenever a job leaves room at a target. A target need not be full for that: the statement that looks for jobs knows older counts. */
  #roomMade = 0;

  constructor({ boss, jobs, wakeUps, queues, log, clock }: WorkerParts) {
    this.#taker = jobs;
    this.#queues = queues;
    this.#queueOf = new Map(queues.map((queue) => [queue.name, queue]));
    this.#log = log;
    this.#timers = timersOf(clock);
    this.#settle = createSettler(boss, log);
    this.#stops = queues.map(({ name }) => wakeUps.onWake(queueTopic(name), () => this.#wake(name)));
    this.#stops.push(this.#timers.every(POLL_MS, () => this.#wakeAll()));
    this.#stopTouch = this.#timers.every(TOUCH_MS, () => void this.#settle.touch([...this.#running.keys()]));
    this.#wakeAll();
  }

  /** Takes no more jobs, waits up to `timeoutMs` for those that run, and hands those that still run then to other nodes. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopped = true;
    this.#stops.forEach((stop) => stop());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([Promise.allSettled(this.#running.values()), late]);
    clearTimeout(timer);
    this.#stopTouch();
    await Promise.all([...this.#running.keys()].map(this.#settle.failed));
    await withTimeout(LIMIT_MS, this.#settle.flush()).catch(() => undefined);
  }

  #wakeAll(): void {
    for (const { name } of this.#queues) this.#wake(name);
  }

  #wake(name: string): void {
    if (this.#stopped) return;
    this.#due.add(name);
    void this.#look();
  }

  /** Takes jobs until no queue that is due has room for one. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    // Wake-ups of one commit gather into one statement.
    await Promise.resolve();
    try {
      for (let from = this.#wanted(); from.length > 0 && !this.#stopped; from = this.#wanted()) await this.#take(from);
    } catch (error) {
      // The poll looks again: workers outlive the database's restart.
      this.#log.warn({ err: error }, 'the queue could not be read');
    }
    this.#looking = false;
  }

  #wanted(): { queue: WorkedQueue; free: number }[] {
    const due = this.#queues.filter(({ name }) => this.#due.has(name));
    return due.map((queue) => ({ queue, free: this.#counts.free(queue) })).filter(({ free }) => free > 0);
  }

  async #take(from: { queue: WorkedQueue; free: number }[]): Promise<void> {
    // A queue that is woken meanwhile is looked at again.
    for (const { queue } of from) {
      this.#due.delete(queue.name);
      this.#held.delete(queue.name);
    }
    const before = this.#roomMade;
    const wanted = from.map(({ queue: { name, limits }, free }) => ({ queue: name, free, limits }));
    const taking = this.#taker.take(wanted, this.#counts.busy(from.map(({ queue }) => queue))).then((take) => this.#beginAll(take));
    const take = await withTimeout(LIMIT_MS, taking);
    // A job that ended while the statement ran left room that the statement did not count, so look again.
    for (const name of take.held) (this.#roomMade === before ? this.#held : this.#due).add(name);
    // A queue that gave as many jobs as it was asked for may have more.
    for (const { queue, free } of from) {
      if (take.outrun || take.jobs.filter((job) => job.queue === queue.name).length === free) this.#due.add(queue.name);
    }
  }

  /** Also when the statement answered after its time: those jobs are this worker's. */
  #beginAll(take: Take): Take {
    for (const job of take.jobs) {
      const queue = this.#queueOf.get(job.queue);
      if (!queue) continue;
      this.#counts.begin(queue, job.target);
      this.#running.set(job, this.#run(queue, job));
    }
    return take;
  }

  async #run(queue: WorkedQueue, job: TakenJob): Promise<void> {
    const lane = this.#laneOf(queue);
    const jobRun: JobRun = { target: job.target, leaveLaneAfter: lane.leaveAfter };
    try {
      await queue.handle(job.data, jobRun);
      this.#settle.done(job);
    } catch (error) {
      this.#log.warn({ queue: job.queue, job: job.id, err: error }, 'a job failed and will run again');
      await this.#settle.failed(job);
    } finally {
      lane.stay();
      this.#running.delete(job);
      if (this.#counts.end(queue, lane.countedIn(), job.target)) {
        this.#roomMade += 1;
        for (const name of this.#held) this.#due.add(name);
      }
      if (this.#due.size > 0) void this.#look();
    }
  }

  /** In which queue a running job counts: a slow one may move to the slow queue, and makes room for another. */
  #laneOf(queue: WorkedQueue): { leaveAfter: JobRun['leaveLaneAfter']; stay: () => void; countedIn: () => string } {
    let countedIn = queue.name;
    let staying = false;
    let stopTimer = () => {};
    const stay = () => {
      staying = true;
      stopTimer();
    };
    const leave = (slowQueue: string) => {
      if (staying) return;
      this.#counts.move(countedIn, slowQueue);
      countedIn = slowQueue;
      this.#wake(queue.name);
    };
    const leaveAfter = (milliseconds: number) => {
      const { slowQueue } = queue;
      // When this process itself was busy for so long, the answer may lie there already: it is read before the lane is left.
      if (slowQueue !== undefined) stopTimer = this.#timers.after(milliseconds, () => setImmediate(leave, slowQueue));
      return stay;
    };
    return { leaveAfter, stay, countedIn: () => countedIn };
  }
}
