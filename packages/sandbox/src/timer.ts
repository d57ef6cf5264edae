/** The sandbox's only clock: whatever it does later, it does through this, so that a test turns the hands itself. */
export interface Timer {
  now(): Date;
  /** Runs `action` once after `delayMs` milliseconds; the returned function calls it off. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemTimer: Timer = {
  now: () => new Date(),
  after(delayMs, action) {
    const handle = setTimeout(action, delayMs);
    return () => clearTimeout(handle);
  },
};

export interface ManualTimer extends Timer {
  /** Moves the time on and runs everything that falls due, in the order of its moments. */
  advance(durationMs: number): void;
}

/** A timer whose time stands still until `advance()`. */
export function manualTimer(start: Date = new Date()): ManualTimer {
  let now = start.getTime();
  const waiting = new Set<{ due: number; action: () => void }>();

  const firstDueBy = (end: number) => [...waiting].filter(({ due }) => due <= end).sort((left, right) => left.due - right.due)[0];

  return {
    now: () => new Date(now),
    after(delayMs, action) {
      const entry = { due: now + delayMs, action };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    advance(durationMs) {
      const end = now + durationMs;
      for (let next = firstDueBy(end); next; next = firstDueBy(end)) {
        waiting.delete(next);
        now = next.due;
        next.action();
      }
      now = end;
    },
  };
}
