import { type FieldError, problemSchema } from '@installment-button/protocol/problem';
import type { ProblemCode } from '@installment-button/protocol/problem-codes';

export type ApiErrorCode = ProblemCode | 'offline' | 'unreadable';

/** A refusal of the service, or `offline` where no answer came. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: string;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** With `code_wrong`. */
  readonly attemptsLeft: number | null;
  /** With `proof_required`. */
  readonly challenge: unknown;
  /** When the call may be repeated, from `Retry-After`. */
  readonly retryAt: Date | null;

  constructor(code: string, details: Partial<Pick<ApiError, 'status' | 'errors' | 'attemptsLeft' | 'challenge' | 'retryAt'>> = {}) {
    super(code);
    this.code = code;
    this.status = details.status ?? 0;
    this.errors = details.errors ?? [];
    this.attemptsLeft = details.attemptsLeft ?? null;
    this.challenge = details.challenge;
    this.retryAt = details.retryAt ?? null;
  }

  /** Takes only codes that the page knows, so that a misspelt one does not compile. */
  is(code: ApiErrorCode): boolean {
    return this.code === code;
  }

  /** Whether the same request may succeed when it is sent again. */
  get passing(): boolean {
    return this.is('offline') || this.status >= 500 || this.is('idempotency_in_progress');
  }

  /** Whether the token has ended or never existed. */
  get signedOut(): boolean {
    return this.status === 401 || this.is('phone_unconfirmed');
  }
}

export async function readProblem(response: Response, now: Date): Promise<ApiError> {
  const details = { status: response.status, retryAt: retryAt(response.headers.get('retry-after'), now) };
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new ApiError(response.status === 429 ? 'rate_limited' : 'unreadable', details);
  const { code, errors = [], attemptsLeft = null, challenge } = problem.data;
  return new ApiError(code, { ...details, errors, attemptsLeft, challenge });
}

function retryAt(header: string | null, now: Date): Date | null {
  if (!header) return null;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1000 : Date.parse(header);
  return Number.isFinite(at) ? new Date(at) : null;
}

/** Why the page cannot be opened at all. */
export function failureOf(error: unknown): 'link' | 'offline' | 'service' {
  if (!(error instanceof ApiError)) return 'service';
  if (error.is('offline')) return 'offline';
  return error.status === 401 || error.status === 403 || error.status === 404 || error.status === 410 ? 'link' : 'service';
}
