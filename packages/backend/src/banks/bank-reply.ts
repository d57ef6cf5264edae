/**
 * Why a call must be repeated: `unreachable` (no connection), `error-answer` (408, 425, 429, 5xx), `silence` (no answer in time, or the
 * connection broke), `unreadable` (an answer that the gateway's table does not have), `postponed` (the circuit is open: nothing was
 * sent).
 */
export type NoAnswer = 'unreachable' | 'error-answer' | 'silence' | 'unreadable' | 'postponed';

export type BankReply<Body> =
  | { outcome: 'done'; status: number; body: Body }
  /** Refused for good. */
  | { outcome: 'refused'; status: number; code: string | null }
  | { outcome: 'again'; why: NoAnswer };
