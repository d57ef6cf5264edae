import * as z from 'zod/mini';

/** One piece of work, as it is written into the queue. Made by `JobType.with`. */
export interface Job {
  queue: string;
  /** Ids only: the queue's tables are not encrypted. */
  data: object;
  /** Not before this moment. Default: at once. */
  startAfter?: Date;
  /** Whose work it is, where the queue has `TargetLimits`. */
  target?: string;
}

/** The topic of the wake-ups that say: this queue may have a job that is due. */
export const queueTopic = (queue: string) => `queue:${queue}`;

/**
 * What one needs to enqueue a job: the queue's name and the payload's shape. Where a handler enqueues jobs of its own queue through other
 * files, the type stands in a file below them and `defineJob` in one above.
 */
export interface JobType<Payload extends object> {
  name: string;
  payload: z.ZodMiniType<Payload>;
  with(payload: Payload, options?: { startAfter?: Date }): Job;
}

export function jobType<Payload extends object>(spec: Pick<JobType<Payload>, 'name' | 'payload'>): JobType<Payload> {
  return { ...spec, with: (data, options = {}) => ({ queue: spec.name, data, ...options }) };
}

/**
 * How many jobs of one target, and of its owner, may run at once on this node, over all queues together. A target is `owner target` or a
 * single word. With N nodes the other side sees N times as many.
 */
export interface TargetLimits {
  target: number;
  owner?: number;
  /** Targets with a limit of their own. */
  exceptions?: ReadonlyMap<string, number>;
}

/** What a running job may do about the place that it holds. */
export interface JobRun {
  target: string | null;
  /**
   * After so long the job counts against its queue's `slowQueue`, so that the next job of its own queue can begin. Returns how to call
   * this off.
   */
  leaveLaneAfter(milliseconds: number): () => void;
}

/** A queue and how this process works on it. */
export interface WorkedQueue {
  name: string;
  /** How many of its jobs run at once on one node. */
  concurrency: number;
  limits?: TargetLimits;
  slowQueue?: string;
  handle(data: unknown, run: JobRun): Promise<void>;
}

/** Anything that has queues: `defineJob`'s and `defineOutbound`'s results. */
export interface Worked<Context> {
  queues(context: Context): WorkedQueue[];
}

interface JobSpec<Context, Payload extends object> extends Pick<JobType<Payload>, 'name' | 'payload'> {
  /** How many at once on one node. */
  concurrency: number;
  /** May run more than once for one job: after a crash the job comes again. Throws to be run again in a second. */
  handle(context: Context, payload: Payload): Promise<void>;
}

/** A job that calls nobody. Its payload is parsed here, once. */
export function defineJob<Context, Payload extends object>(spec: JobSpec<Context, Payload>): JobType<Payload> & Worked<Context> {
  const { name, payload, concurrency, handle } = spec;
  return {
    ...jobType(spec),
    queues: (context) => [{ name, concurrency, handle: (data) => handle(context, z.parse(payload, data)) }],
  };
}
