export interface FieldFault {
  /** A JSON Pointer into the request. */
  path: string;
  code: string;
}

/** A request that failed: the server refused it (RFC 9457), or there was no answer (`offline`). */
export class ApiError extends Error {
  readonly status: number;
  /** The stable code of the answer; `offline` without an answer, `unexpected` when the answer cannot be read. */
  readonly code: string;
  readonly fields: readonly FieldFault[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, more: { fields?: readonly FieldFault[]; retryAfterSeconds?: number | null } = {}) {
    super(code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }

  /** The code of the fault in this field; undefined when the field is right. */
  at(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.code;
  }
}
