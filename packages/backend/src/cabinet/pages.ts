import { join } from 'node:path';
import * as z from 'zod/mini';
import { builtFile, builtFolder, sendBuilt } from '../platform/http/built-files.ts';
import type { Context } from '../context.ts';
import { sendNotFound, type App } from '../platform/http/http.ts';
import { Problem } from '../platform/http/problems.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const fileName = z.string().check(z.regex(/^[\w-][\w.-]{0,150}$/));

/** Serves the built pages under /cabinet. With an origin of its own, the cabinet has every address there, and none elsewhere. */
export function cabinetPages(app: App, context: Context, folder: string = builtFolder('cabinet')): void {
  const { shared, constraints } = originOf(context);
  const headers = pageHeaders(context);
  const schema = { hide: true };

  app.get(
    '/cabinet/assets/:name',
    { ...constraints, schema: { ...schema, params: z.strictObject({ name: fileName }) } },
    async (request, reply) => {
      const file = await builtFile(join(folder, 'assets'), request.params.name);
      return file ? sendBuilt(request, reply, file, FOREVER) : sendNotFound(reply);
    },
  );

  for (const url of shared ? ['/cabinet', '/cabinet/*'] : ['/', '/*']) {
    app.get(url, { ...constraints, schema }, async (request, reply) => {
      // An address of the API that no route takes, such as an id that is too long.
      if (/^(\/cabinet)?\/api(\/|$)/.test(request.url)) return sendNotFound(reply);
      const file = await builtFile(folder, 'index.html');
      if (!file) throw new Problem(503, 'unavailable', 'The cabinet’s pages are not built. Run `npm run build`.');
      return sendBuilt(request, reply.headers(headers), file, 'private, no-cache');
    });
  }
}

/** With an origin of its own the cabinet answers to that host only, so no page of the public origin shares its cookies. */
export function originOf({ config }: Context): { shared: boolean; constraints: { constraints?: { host: string } } } {
  const own = new URL(config.cabinetUrl);
  const shared = own.origin === new URL(config.publicUrl).origin;
  return { shared, constraints: shared ? {} : { constraints: { host: own.host } } };
}

/** Our own files only, but a shop's logo may come from anywhere, and the preview's button comes from the service's origin. */
function pageHeaders({ config }: Context): Record<string, string> {
  const service = new URL(config.publicUrl).origin;
  const directives = [
    "default-src 'none'",
    `script-src 'self' ${service}`,
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob: https:${config.production ? '' : ' http:'}`,
    `connect-src 'self' ${service}`,
    `frame-src ${service}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-security-policy': directives.join('; '),
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  };
}
