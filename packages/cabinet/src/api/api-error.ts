export interface FieldFault {
  /** JSON Pointer into what was sent. */
  path: string;
  code: string;
}

/** A request that did not succeed: by the server's word (RFC 9457), or because there was no answer (`offline`). */
export class ApiError extends Error {
  readonly status: number;
  /** The stable machine code of the answer; `offline`, or `unexpected` where the answer cannot be read. */
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

  /** The code of the fault in this field, if it is one of those that are wrong. */
  at(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.code;
  }
}
