import type { Socket } from 'node:net';
import { Problem } from './problems.ts';

const refusals: Record<string, { problem: Problem; phrase: string }> = {
  HPE_HEADER_OVERFLOW: {
    problem: new Problem(431, 'invalid_request', 'The address and the headers together are larger than 16 KiB.'),
    phrase: 'Request Header Fields Too Large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    problem: new Problem(408, 'invalid_request', 'The request did not arrive within 30 seconds.'),
    phrase: 'Request Timeout',
  },
};
const unreadable = { problem: new Problem(400, 'invalid_request', 'This is not an HTTP request.'), phrase: 'Bad Request' };

/** Answers bytes that are not an HTTP request, and closes the connection: what follows on it cannot be trusted. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { problem, phrase } = refusals[error.code ?? ''] ?? unreadable;
  const body = JSON.stringify(problem.toJSON());
  const head = [
    `HTTP/1.1 ${problem.status} ${phrase}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-request-id: ${crypto.randomUUID()}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
