import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const folder = new URL('../pages/', import.meta.url);

const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'control.html', type: 'text/html; charset=utf-8' },
  '/inbox': { file: 'inbox.html', type: 'text/html; charset=utf-8' },
  '/control.js': { file: 'control.js', type: 'text/javascript; charset=utf-8' },
  '/inbox.js': { file: 'inbox.js', type: 'text/javascript; charset=utf-8' },
  '/control-application.js': { file: 'control-application.js', type: 'text/javascript; charset=utf-8' },
  '/dom.js': { file: 'dom.js', type: 'text/javascript; charset=utf-8' },
  '/base.css': { file: 'base.css', type: 'text/css; charset=utf-8' },
  '/control.css': { file: 'control.css', type: 'text/css; charset=utf-8' },
  '/inbox.css': { file: 'inbox.css', type: 'text/css; charset=utf-8' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
};

/** A few files, named one by one: nothing else of the disk can be asked for. */
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
