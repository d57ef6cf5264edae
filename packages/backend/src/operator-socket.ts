import { rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { runCommand } from './operator/run-command.ts';
import type { Outcome } from './operator/command.ts';
import type { Context } from './context.ts';
import { socketPath } from './platform/database/embedded-lock.ts';

const REQUEST_LIMIT = 64 * 1024;
const argsSchema = z.strictObject({ args: z.array(z.string()) });
const outcomeSchema = z.object({ exitCode: z.int(), text: z.string() });

/**
 * Lets the operator's shell work beside a server that holds the embedded database: HTTP over a Unix socket in DATA_DIR that
 * only the server's own user may open. Call it after the folder's lock was taken: a socket file that is there is a dead server's.
 */
export async function openOperatorSocket(context: Context): Promise<() => Promise<void>> {
  const path = socketPath(context.config.dataDir);
  const server = createServer((incoming, outgoing) => {
    answer(context, incoming).then(
      (outcome) => outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(outcome)),
      (error: unknown) => {
        context.log.error({ err: error }, 'a command failed');
        outgoing.writeHead(500).end();
      },
    );
  });
  rmSync(path, { force: true });
  // The socket is made inside this call, so no moment passes in which others could open it.
  const mask = process.umask(0o177);
  const listening = new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  process.umask(mask);
  await listening;
  server.unref();
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

async function answer(context: Context, incoming: IncomingMessage): Promise<Outcome> {
  const { args } = argsSchema.parse(JSON.parse(await bodyOf(incoming, REQUEST_LIMIT)));
  return runCommand(context, args);
}

/** Asks the server that holds this folder to run a command. */
export function askServer(dataDir: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      socketPath: socketPath(dataDir),
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/json' },
    });
    outgoing.once('error', reject).once('response', (incoming) => {
      bodyOf(incoming, Number.MAX_SAFE_INTEGER)
        .then((body) => {
          if (incoming.statusCode !== 200) throw new Error('the server could not run the command; its log says why');
          return outcomeSchema.parse(JSON.parse(body));
        })
        .then(resolve, reject);
    });
    outgoing.end(JSON.stringify({ args }));
  });
}

async function bodyOf(incoming: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limit) throw new Error('the message is too long');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}
