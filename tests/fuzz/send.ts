import { request, type Agent } from 'node:http';

export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
}

export interface Answer {
  status: number;
  type: string;
  body: string;
}

const LIMIT_MS = 20_000;

/** Refusals are problem+json with the answer's own status and a stable code. */
export function isProblem({ type, body, status }: Answer): boolean {
  if (!type.startsWith('application/problem+json')) return false;
  const problem = JSON.parse(body) as { status?: unknown; code?: unknown };
  return problem.status === status && typeof problem.code === 'string';
}

/** One request as it is, also one that no client would send. */
export function send(url: string, agent: Agent, { method, path, headers, body }: RawRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { agent, method, path, headers: { ...headers, ...length }, timeout: LIMIT_MS }, (incoming) => {
      const type = String(incoming.headers['content-type'] ?? '');
      const chunks: Buffer[] = [];
      const done = () => resolve({ status: incoming.statusCode ?? 0, type, body: Buffer.concat(chunks).toString() });
      // A stream has no end; its first words are enough.
      if (type.startsWith('text/event-stream')) {
        incoming.once('data', (chunk: Buffer) => {
          chunks.push(chunk);
          done();
          incoming.destroy();
        });
        return;
      }
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', done);
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    // A body that is refused at its head may meet a closed connection; what was answered counts.
    outgoing.on('error', reject);
    outgoing.end(body ?? undefined);
  });
}
