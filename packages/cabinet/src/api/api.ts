import { problemSchema } from '@installment-button/protocol/problem';
import type * as z from 'zod/mini';
import { ApiError } from './api-error.ts';

type Query = Record<string, string | number | undefined>;

/** The cabinet's API, on the page's own origin; the session is a cookie that scripts cannot read. */
export class Api {
  /** Called when an answer says that the session has ended. */
  onSignedOut: () => void = () => undefined;
  readonly base = '/cabinet/api';
  private readonly fetch: typeof globalThis.fetch;

  constructor(fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request)) {
    this.fetch = fetch;
  }

  async get<Schema extends z.ZodMiniType>(path: string, schema: Schema, query: Query = {}): Promise<z.infer<Schema>> {
    return read(schema, await this.send('GET', path + search(query)));
  }

  async post<Schema extends z.ZodMiniType>(path: string, schema: Schema, body?: unknown): Promise<z.infer<Schema>> {
    return read(schema, await this.send('POST', path, body));
  }

  async patch<Schema extends z.ZodMiniType>(path: string, schema: Schema, body: unknown): Promise<z.infer<Schema>> {
    return read(schema, await this.send('PATCH', path, body));
  }

  async put<Schema extends z.ZodMiniType>(path: string, schema: Schema, body: unknown): Promise<z.infer<Schema>> {
    return read(schema, await this.send('PUT', path, body));
  }

  /** Sends a request whose answer has no body. */
  async act(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    await this.send(method, path, body);
  }

  async file(path: string, body?: unknown): Promise<Blob> {
    return (await this.send(body === undefined ? 'GET' : 'POST', path, body)).blob();
  }

  async send(method: string, path: string, body?: unknown): Promise<Response> {
    const init: RequestInit =
      body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await this.fetch(this.base + path, init).catch(() => {
      throw new ApiError(0, 'offline');
    });
    if (response.ok) return response;
    const error = await refusal(response);
    if (error.code === 'unauthorized') this.onSignedOut();
    throw error;
  }
}

async function read<Schema extends z.ZodMiniType>(schema: Schema, response: Response): Promise<z.infer<Schema>> {
  const text = await response.text().catch(() => {
    throw new ApiError(0, 'offline');
  });
  let json: unknown;
  try {
    json = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, 'unexpected');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ApiError(response.status, 'unexpected');
  return parsed.data;
}

async function refusal(response: Response): Promise<ApiError> {
  const json: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(json);
  if (!problem.success) return new ApiError(response.status, response.status >= 500 ? 'unavailable' : 'unexpected');
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiError(response.status, problem.data.code, {
    fields: problem.data.errors ?? [],
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  });
}

function search(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
