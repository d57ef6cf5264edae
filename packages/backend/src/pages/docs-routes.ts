import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { builtFile, sendBuilt, type BuiltFile } from '../platform/http/built-files.ts';
import { sendNotFound, type App } from '../platform/http/http.ts';
import { sendUnbuilt } from './unbuilt.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const MINUTES_5 = 'public, max-age=300';
/** Folders and a file, none of which begins with a dot. */
const inSite = /^(?:[\w@-][\w.@-]*\/)*(?:[\w@-][\w.@-]*)?$/;

/** The documentation, built by `npm run build -- --only=docs`, and the page of the API reference. */
export function docsRoutes(app: App, folder: () => string): void {
  const schema = { hide: true };
  app.get('/docs', { schema }, (request, reply) =>
    reply.header('vary', 'accept-language').redirect(prefersEnglish(request.headers['accept-language']) ? '/docs/' : '/docs/ru/'),
  );
  app.get('/docs/*', { schema }, (request, reply) => sendPage(request, reply, folder(), (request.params as { '*': string })['*']));
}

/** Russian, unless the browser asks for English first. */
export function prefersEnglish(header = ''): boolean {
  return /^\s*en\b/i.test(header);
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, folder: string, path: string): Promise<FastifyReply> {
  if (!inSite.test(path)) return sendNotFound(reply);
  if (path.startsWith('assets/')) {
    const file = await fileAt(folder, path);
    return file ? sendBuilt(request, reply, file, path.includes('api-reference') ? MINUTES_5 : FOREVER) : sendNotFound(reply);
  }
  const page = (await fileAt(folder, addressOf(path))) ?? (/\.\w+$/.test(path) ? await fileAt(folder, path) : null);
  if (page) return sendBuilt(request, reply.headers(headersOf(page)), page, MINUTES_5);
  const missing = await fileAt(folder, '404.html');
  if (!missing) return sendUnbuilt(reply, 'docs');
  return sendBuilt(request, reply.code(404).headers(headersOf(missing)), missing, 'no-cache');
}

const fileAt = (folder: string, path: string): Promise<BuiltFile | null> =>
  builtFile(join(folder, dirname(path)), path.split('/').at(-1) ?? '');
const addressOf = (path: string) => (path === '' || path.endsWith('/') ? `${path}index.html` : `${path.replace(/\.html$/, '')}.html`);

const policies = new WeakMap<BuiltFile, string>();

/** The site's own small scripts stand in its pages, so the policy names them by their hashes. Styles of code samples are attributes. */
function headersOf(page: BuiltFile): Record<string, string> {
  let policy = policies.get(page);
  if (policy === undefined) {
    const html = page.content.identity.toString();
    const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)].map(([, code = '']) => hashOf(code));
    policy = [
      "default-src 'none'",
      `script-src 'self' ${[...new Set(scripts)].join(' ')}`.trim(),
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
    policies.set(page, policy);
  }
  return { 'content-security-policy': policy };
}

const hashOf = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
