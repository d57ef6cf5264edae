import type { FieldError, ProblemCode } from '@installment-button/protocol';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  405: 'Method not allowed',
  410: 'Gone',
  413: 'Payload too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
};

/** Every error that a caller sees (RFC 9457). `detail` says what to do. It contains no personal data. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly fields: FieldError[];
  readonly headers: Record<string, string>;
  /** Further members of the body, such as `attemptsLeft`. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    more: { fields?: FieldError[]; headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.fields = more.fields ?? [];
    this.headers = more.headers ?? {};
    this.extra = more.extra ?? {};
  }

  toJSON() {
    return {
      type: 'about:blank',
      title: titles[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...(this.fields.length > 0 ? { errors: this.fields } : {}),
      ...this.extra,
    };
  }
}

/** 422 about one field. `path` is a JSON Pointer. */
export function fieldProblem(path: string, code: string, message: string): Problem {
  return new Problem(422, 'validation_failed', message, { fields: [{ path, code, message }] });
}

/** 429; `seconds` goes into `Retry-After`. */
export function tooMany(code: 'rate_limited' | 'codes_exhausted', detail: string, seconds: number): Problem {
  return new Problem(429, code, detail, { headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) } });
}
