import type { WireAnswer, WireRequest } from './wire.ts';

/**
 * What a stand-in can be told to do wrong:
 *
 * - `expired-token`: all tokens given so far are expired, as the provider would say it
 * - `too-many-requests`, `unavailable`, `server-error`: 429, 503 and 500 in the provider's own form
 * - `inner-failure`: HTTP 200 whose body says that nothing was done
 * - `html`: a page instead of the provider's format, with status 200, as a proxy in front of the provider sends it
 * - `reset`: the connection is cut instead of an answer
 * - `slow`: the work is done at once, the answer comes after `delayMs`
 * - `lost-notice`, `duplicate-notice`: the next message that the provider sends by itself is not sent, or sent twice
 */
export type FaultKind =
  | 'expired-token'
  | 'too-many-requests'
  | 'unavailable'
  | 'server-error'
  | 'inner-failure'
  | 'html'
  | 'reset'
  | 'slow'
  | 'lost-notice'
  | 'duplicate-notice';

export interface Fault {
  kind: FaultKind;
  /** The operation that the fault strikes. Default: any. */
  on?: string;
  /** How often. Default 1. */
  times?: number;
  /** The work is done all the same and only its answer is replaced: "500 after success". Default false. */
  workDone?: boolean;
  /** Of `slow`. Default 1000. */
  delayMs?: number;
}

/** How the provider says a fault in its own words. `proceed`: the fault changed the state, and the usual answer follows. */
export type FaultForms = Partial<Record<FaultKind, (request: WireRequest) => WireAnswer | 'proceed'>>;

/** The one interface by which a test makes a stand-in misbehave. */
export interface Faults {
  add(fault: Fault): void;
  /** Faults that have not struck yet. */
  readonly waiting: readonly Readonly<Fault>[];
  clear(): void;
}

const notices: readonly FaultKind[] = ['lost-notice', 'duplicate-notice'];
const everyProvider: readonly FaultKind[] = ['html', 'reset', 'slow'];

export interface FaultQueue extends Faults {
  takeForRequest(operation: string): Fault | undefined;
  takeForNotice(name: string): Fault | undefined;
}

export function faultQueue(provider: string, { forms, sendsNotices }: { forms: FaultForms; sendsNotices: boolean }): FaultQueue {
  let waiting: Fault[] = [];

  function take(name: string, wanted: (kind: FaultKind) => boolean): Fault | undefined {
    const fault = waiting.find(({ kind, on }) => wanted(kind) && (on === undefined || on === name));
    if (!fault) return undefined;
    const left = (fault.times ?? 1) - 1;
    if (left === 0) waiting = waiting.filter((other) => other !== fault);
    else fault.times = left;
    return { ...fault };
  }

  return {
    add(fault) {
      const possible =
        forms[fault.kind] !== undefined || everyProvider.includes(fault.kind) || (sendsNotices && notices.includes(fault.kind));
      if (!possible) throw new Error(`${provider} has no fault “${fault.kind}”.`);
      waiting.push({ ...fault });
    },
    get waiting() {
      return waiting;
    },
    clear() {
      waiting = [];
    },
    takeForRequest: (operation) => take(operation, (kind) => !notices.includes(kind)),
    takeForNotice: (name) => take(name, (kind) => notices.includes(kind)),
  };
}
