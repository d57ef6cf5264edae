import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const folder = new URL('../pages/', import.meta.url);

const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'control.html', type: 'text/html; charset=utf-8' },
  '/inbox': { file: 'inbox.html', type: 'text/html; charset=utf-8' },
  '/control.js': { file: 'control.js', type: 'text/javascript; charset=utf-8' },
  '/inbox.js': { file: 'inbox.js', type: 'text/javascript; charset=utf-8' },
  '/sandbox.css': { file: 'sandbox.css', type: 'text/css; charset=utf-8' },
};

/** Five files, named one by one: nothing else of the disk can be asked for. */
export function pageRoutes(server: FastifyInstance): void {
  for (const [path, { file, type }] of Object.entries(files)) {
    server.get(path, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'no-cache')
        .send(await readFile(new URL(file, folder))),
    );
  }
}
