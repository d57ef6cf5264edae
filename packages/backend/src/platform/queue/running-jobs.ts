import type { TargetLimits, WorkedQueue } from './job.ts';
import type { Busy } from './take.ts';

/** What runs on this node: counted by queue, and by target and owner over all queues together. */
export class RunningJobs {
  readonly #inQueue = new Map<string, number>();
  readonly #ofTarget = new Map<string, { running: number; limit: number }>();

  /** How many more jobs of the queue may begin. */
  free({ name, concurrency }: WorkedQueue): number {
    return Math.max(0, concurrency - (this.#inQueue.get(name) ?? 0));
  }

  begin({ name, limits }: WorkedQueue, target: string | null): void {
    this.#count(name, 1);
    for (const [id, limit] of levels(limits, target)) {
      const known = this.#ofTarget.get(id);
      this.#ofTarget.set(id, { running: (known?.running ?? 0) + 1, limit });
    }
  }

  /** Counts one job of `from` against `to` from now on. */
  move(from: string, to: string): void {
    this.#count(from, -1);
    this.#count(to, 1);
  }

  /** `countedIn`: the queue that the job counts against at its end. True where the job leaves room at a target. */
  end({ limits }: WorkedQueue, countedIn: string, target: string | null): boolean {
    this.#count(countedIn, -1);
    const left = levels(limits, target);
    for (const [id, limit] of left) {
      const before = this.#ofTarget.get(id)?.running ?? 1;
      if (before > 1) this.#ofTarget.set(id, { running: before - 1, limit });
      else this.#ofTarget.delete(id);
    }
    return left.length > 0;
  }

  /** Targets and owners of which something runs, and those with limits of their own. */
  busy(queues: WorkedQueue[]): Busy[] {
    const busy = new Map<string, Busy>();
    for (const { limits } of queues) {
      for (const [id, room] of limits?.exceptions ?? []) busy.set(id, { id, running: 0, room });
    }
    for (const [id, { running, limit }] of this.#ofTarget) busy.set(id, { id, running, room: Math.max(0, limit - running) });
    return [...busy.values()];
  }

  #count(queue: string, by: number): void {
    this.#inQueue.set(queue, (this.#inQueue.get(queue) ?? 0) + by);
  }
}

/** The target and, where it has one, its owner, each with its limit. */
function levels(limits: TargetLimits | undefined, target: string | null): [id: string, limit: number][] {
  if (!limits || target === null) return [];
  const own: [string, number] = [target, limits.exceptions?.get(target) ?? limits.target];
  const [owner = '', ...rest] = target.split(' ');
  return limits.owner === undefined || rest.length === 0 ? [own] : [own, [owner, limits.owner]];
}
