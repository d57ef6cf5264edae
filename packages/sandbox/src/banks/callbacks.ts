import { randomUUID } from 'node:crypto';
import { sign } from '../signature.ts';
import type { Timer } from '../timer.ts';

/** Something a bank tells us by itself: a decision or an event. */
export interface Callback {
  /** Ours, for the journal. */
  readonly id: string;
  readonly applicationId: string;
  readonly url: string;
  /** `decision` or the event's type. */
  readonly type: string;
  readonly body: string;
  attempts: number;
  /** The HTTP status of the last answer; `null`: none came. */
  lastStatus: number | null;
  state: 'held' | 'sending' | 'delivered' | 'refused';
}

/** Whatever a test may want to be wrong with a signature. */
export type SignatureFault = 'missing' | 'wrong' | 'old';

export interface SendOptions {
  /** Default 1. Every second copy carries a `webhook-id` of its own. */
  copies?: number;
  signatureFault?: SignatureFault | undefined;
}

export interface Callbacks {
  readonly journal: readonly Callback[];
  send(message: { applicationId: string; url: string; type: string; body: unknown }, options?: SendOptions): Callback[];
  /** From now on callbacks wait. */
  hold(): void;
  /** Sends what waited, in the given order or backwards, and holds no more. */
  release(order: 'given' | 'reversed'): Promise<void>;
  /** Stops all retries. */
  close(): void;
}

export interface CallbacksOptions {
  secrets: readonly string[];
  timer: Timer;
  /** Before the first retry, in milliseconds; doubles up to 30 s. */
  retryMs: number;
}

const longestRetryMs = 30_000;
const requestTimeoutMs = 10_000;

/** Sends a bank's callbacks and repeats each until it is answered for good: the same bytes, the same `webhook-id`, a new timestamp. */
export function callbacks({ secrets, timer, retryMs }: CallbacksOptions): Callbacks {
  const journal: Callback[] = [];
  const waitingRetries = new Set<() => void>();
  const held: { callback: Callback; webhookId: string; signatureFault: SignatureFault | undefined }[] = [];
  let holding = false;
  const closing = new AbortController();

  async function attempt(callback: Callback, webhookId: string, signatureFault: SignatureFault | undefined): Promise<void> {
    if (closing.signal.aborted) return;
    callback.state = 'sending';
    callback.attempts += 1;
    callback.lastStatus = await post(callback, webhookId, signatureFault);
    if (closing.signal.aborted) return;
    const verdict = judge(callback.lastStatus);
    if (verdict !== 'again') {
      callback.state = verdict;
      return;
    }
    const delayMs = Math.min(retryMs * 2 ** (callback.attempts - 1), longestRetryMs);
    const callOff = timer.after(delayMs, () => {
      waitingRetries.delete(callOff);
      void attempt(callback, webhookId, signatureFault);
    });
    waitingRetries.add(callOff);
  }

  async function post({ url, body }: Callback, webhookId: string, signatureFault: SignatureFault | undefined): Promise<number | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signatureHeaders(webhookId, body, signatureFault) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(requestTimeoutMs)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null;
    }
  }

  function signatureHeaders(webhookId: string, body: string, fault: SignatureFault | undefined): Record<string, string> {
    if (fault === 'missing') return {};
    const at = fault === 'old' ? new Date(timer.now().getTime() - 6 * 60_000) : timer.now();
    return { ...sign(fault === 'wrong' ? [`whsec_${Buffer.alloc(32, 1).toString('base64')}`] : secrets, webhookId, at, body) };
  }

  return {
    journal,
    send({ applicationId, url, type, body }, { copies = 1, signatureFault } = {}) {
      const raw = JSON.stringify(body);
      const webhookId = `msg_${randomUUID()}`;
      return Array.from({ length: copies }, (_, copy) => {
        const callback: Callback = { id: randomUUID(), applicationId, url, type, body: raw, attempts: 0, lastStatus: null, state: 'held' };
        const id = copy % 2 === 0 ? webhookId : `msg_${randomUUID()}`;
        journal.push(callback);
        if (holding) held.push({ callback, webhookId: id, signatureFault });
        else void attempt(callback, id, signatureFault);
        return callback;
      });
    },
    hold() {
      holding = true;
    },
    async release(order) {
      holding = false;
      const batch = held.splice(0);
      if (order === 'reversed') batch.reverse();
      // One after another, or the order would be the network's.
      for (const { callback, webhookId, signatureFault } of batch) await attempt(callback, webhookId, signatureFault);
    },
    close() {
      closing.abort();
      for (const callOff of waitingRetries) callOff();
      waitingRetries.clear();
    },
  };
}

function judge(status: number | null): 'delivered' | 'refused' | 'again' {
  if (status === null || status >= 500 || status === 408 || status === 425 || status === 429) return 'again';
  return status >= 200 && status < 300 ? 'delivered' : 'refused';
}
