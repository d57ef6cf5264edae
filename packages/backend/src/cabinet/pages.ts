import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { Context } from '../platform/context.ts';
import type { App } from '../platform/http.ts';
import { Problem } from '../platform/problems.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** Beside the bundled server, or where the workspace builds them. */
const folders = [join(here, 'pages', 'cabinet'), join(here, '..', '..', '..', 'cabinet', 'dist')];

/** The built pages under /cabinet; with an origin of its own, at every address of it that is not the API's. */
export async function cabinetPages(app: App, context: Context): Promise<void> {
  const folder = folders.find((path) => existsSync(join(path, 'index.html'))) ?? folders[0] ?? here;
  const headers = { 'content-security-policy': policy(context), ...fixedHeaders };
  await app.register(async (assets) => {
    await assets.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/cabinet/assets/',
      decorateReply: false,
      cacheControl: false,
    });
    // Names carry the hash of what is in them: kept for good, against our rule for answers.
    assets.addHook('onSend', async (_request, reply) => {
      if (reply.statusCode === 200)
        reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' });
    });
  });
  const page = async () => {
    const file = join(folder, 'index.html');
    if (!existsSync(file)) throw new Problem(503, 'unavailable', 'The cabinet’s pages are not built: run the build.');
    return readFile(file);
  };
  const own = new URL(context.config.cabinetUrl);
  const shared = own.origin === new URL(context.config.publicUrl).origin;
  const addresses = shared ? ['/cabinet', '/cabinet/*'] : ['/', '/*'];
  for (const url of addresses) {
    app.get(url, { schema: { hide: true }, ...(shared ? {} : { constraints: { host: own.host } }) }, async (_request, reply) => {
      const html = await page();
      return reply.headers(headers).type('text/html; charset=utf-8').send(html);
    });
  }
}

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
};

/** Nothing but our own files; the shop's logo may come from anywhere, the button of the preview from the service's origin. */
function policy({ config }: Context): string {
  const service = new URL(config.publicUrl).origin;
  return [
    "default-src 'none'",
    `script-src 'self' ${service}`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: https:",
    `connect-src 'self' ${service}`,
    `frame-src ${service}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(config.production ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
