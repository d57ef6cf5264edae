/** A request, as the double of the backend received it. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
}

export interface Answer {
  status: number;
  body?: unknown;
}

/** A problem document with this code. */
export const refused = (status: number, code: string, fields: { path: string; code: string }[] = []): Answer => ({
  status,
  body: {
    type: 'about:blank',
    title: code,
    status,
    code,
    ...(fields.length === 0 ? {} : { errors: fields.map((field) => ({ ...field, message: field.code })) }),
  },
});
