import type { Timer } from '../../timer.ts';

/** What a request of this moment gets: 7 a second an integration, 429 over it, and 403 for who goes on. */
export interface RequestRate {
  take(): 'allowed' | 'too-many' | 'blocked';
  unblock(): void;
}

export function requestRate(timer: Timer, perSecond = 7, refusalsBeforeBlock = 30): RequestRate {
  let taken: number[] = [];
  let refused = 0;
  let blocked = false;
  return {
    take() {
      const now = timer.now().getTime();
      taken = taken.filter((at) => now - at < 1_000);
      if (blocked) return 'blocked';
      if (taken.length < perSecond) {
        taken.push(now);
        refused = 0;
        return 'allowed';
      }
      refused += 1;
      blocked = refused > refusalsBeforeBlock;
      return 'too-many';
    },
    /** Only support lifts the block. */
    unblock() {
      blocked = false;
      refused = 0;
    },
  };
}
