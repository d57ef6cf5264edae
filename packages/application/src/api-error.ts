import { type FieldError, problemSchema } from '@installment-button/protocol/problem';
import { type ProblemCode, problemCodes } from '@installment-button/protocol/problem-codes';

/** What the service answered instead of what was asked, or `offline` where nothing came back. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ProblemCode | 'offline' | 'unreadable';
  /** 0 where there was no answer. */
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** With `code_wrong`. */
  readonly attemptsLeft: number | null;
  /** From `Retry-After`: when to come back. */
  readonly retryAt: Date | null;

  constructor(code: ApiError['code'], details: Partial<Pick<ApiError, 'status' | 'errors' | 'attemptsLeft' | 'retryAt'>> = {}) {
    super(code);
    this.code = code;
    this.status = details.status ?? 0;
    this.errors = details.errors ?? [];
    this.attemptsLeft = details.attemptsLeft ?? null;
    this.retryAt = details.retryAt ?? null;
  }

  /** The same request may succeed if it is sent again. */
  get passing(): boolean {
    return this.code === 'offline' || this.status >= 500 || this.code === 'idempotency_in_progress';
  }

  /** The token has ended or never was one. */
  get signedOut(): boolean {
    return this.status === 401 || this.code === 'phone_unconfirmed';
  }
}

export async function readProblem(response: Response, now: Date): Promise<ApiError> {
  const details = { status: response.status, retryAt: retryAt(response.headers.get('retry-after'), now) };
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new ApiError(response.status === 429 ? 'rate_limited' : 'unreadable', details);
  const { code, errors = [], attemptsLeft = null } = problem.data;
  return new ApiError(isProblemCode(code) ? code : 'unreadable', { ...details, errors, attemptsLeft });
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code);

function retryAt(header: string | null, now: Date): Date | null {
  if (!header) return null;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? now.getTime() + seconds * 1000 : Date.parse(header);
  return Number.isFinite(at) ? new Date(at) : null;
}
