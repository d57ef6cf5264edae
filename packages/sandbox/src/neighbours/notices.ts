import type { Timer } from '../timer.ts';
import type { FaultQueue } from './faults.ts';

export interface Notice {
  name: string;
  url: string;
  method?: 'POST' | 'GET';
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface SentNotice extends Notice {
  /** The receiver's status of each try; 0 where no answer came in time. */
  statuses: number[];
  /** The body of the receiver's last answer. */
  answer: string;
}

export interface NoticePlan {
  /** How long the provider waits for an answer. */
  timeoutMs: number;
  /** How long the provider waits before each further try, by the status of the last one (0: no answer). Undefined: no further try. */
  retryDelayMs?(status: number, triesSoFar: number): number | undefined;
}

export interface Notices {
  readonly sent: readonly SentNotice[];
  /** Resolves with what the receiver answered to the first try, or undefined where the notice was lost. */
  send(notice: Notice): Promise<SentNotice | undefined>;
  /** Resolves when no try is under way. Tries that wait for the timer do not count. */
  settled(): Promise<void>;
  close(): void;
}

/** The messages that a provider sends by itself: callbacks, hooks, events. */
export function notices(timer: Timer, faults: () => FaultQueue, plan: NoticePlan): Notices {
  const sent: SentNotice[] = [];
  const underWay = new Set<Promise<unknown>>();
  const cancelWaiting = new Set<() => void>();
  let closed = false;

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    return work;
  }

  async function attempt(notice: SentNotice): Promise<void> {
    const { status, text } = await post(notice, plan.timeoutMs);
    notice.statuses.push(status);
    notice.answer = text;
    const delayMs = plan.retryDelayMs?.(status, notice.statuses.length);
    if (delayMs === undefined || closed) return;
    const cancel = timer.after(delayMs, () => {
      cancelWaiting.delete(cancel);
      void track(attempt(notice));
    });
    cancelWaiting.add(cancel);
  }

  function start(notice: Notice): Promise<SentNotice> {
    const entry: SentNotice = { ...notice, statuses: [], answer: '' };
    sent.push(entry);
    return track(attempt(entry).then(() => entry));
  }

  return {
    sent,
    async send(notice) {
      const fault = faults().takeForNotice(notice.name);
      if (closed || fault?.kind === 'lost-notice') return undefined;
      const first = start(notice);
      if (fault?.kind === 'duplicate-notice') void start(notice);
      return first;
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    close() {
      closed = true;
      for (const cancel of cancelWaiting) cancel();
    },
  };
}

async function post(notice: Notice, timeoutMs: number): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(notice.url, {
      method: notice.method ?? 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(notice.headers ? { headers: { ...notice.headers } } : {}),
      ...(notice.body === undefined ? {} : { body: notice.body }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
}
