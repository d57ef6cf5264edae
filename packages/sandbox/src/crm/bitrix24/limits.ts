import type { Timer } from '../../timer.ts';
import { errors } from './rest-error.ts';

export interface Limits {
  /** Leaky bucket by source address, whatever the method. */
  takeRequest(address: string): void;
  /** Ten one-minute buckets of work by caller and method, looked at before the call. */
  checkWork(caller: string, method: string): void;
  addWork(caller: string, method: string, seconds: number): { operating: number; resetAt: number };
}

export interface LimitOptions {
  /** Default 50; Enterprise 250. */
  capacity?: number;
  /** Default 2 a second; Enterprise 5. */
  leakPerSecond?: number;
  /** Default 480 s of one method's work in ten minutes. */
  workSeconds?: number;
}

const minuteMs = 60_000;

export function limits(timer: Timer, { capacity = 50, leakPerSecond = 2, workSeconds = 480 }: LimitOptions): Limits {
  const levels = new Map<string, { level: number; at: number }>();
  const work = new Map<string, Map<number, number>>();
  const now = () => timer.now().getTime();

  function buckets(caller: string, method: string): Map<number, number> {
    const key = `${caller} ${method}`;
    const known = work.get(key) ?? new Map<number, number>();
    work.set(key, known);
    const oldest = Math.floor(now() / minuteMs) - 9;
    for (const minute of known.keys()) if (minute < oldest) known.delete(minute);
    return known;
  }

  const used = (minutes: Map<number, number>) => [...minutes.values()].reduce((sum, seconds) => sum + seconds, 0);

  return {
    takeRequest(address) {
      const known = levels.get(address) ?? { level: 0, at: now() };
      const level = Math.max(0, known.level - ((now() - known.at) / 1000) * leakPerSecond);
      if (level + 1 > capacity) {
        levels.set(address, { level, at: now() });
        throw errors.tooManyRequests();
      }
      levels.set(address, { level: level + 1, at: now() });
    },
    checkWork(caller, method) {
      if (used(buckets(caller, method)) >= workSeconds) throw errors.operationTimeLimit();
    },
    addWork(caller, method, seconds) {
      const minutes = buckets(caller, method);
      const minute = Math.floor(now() / minuteMs);
      minutes.set(minute, (minutes.get(minute) ?? 0) + seconds);
      const first = Math.min(...minutes.keys());
      return { operating: used(minutes), resetAt: Math.floor(((first + 10) * minuteMs) / 1000) };
    },
  };
}
