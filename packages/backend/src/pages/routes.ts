import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { escapeHtml } from '../platform/http/escape-html.ts';
import { builtFile, builtFolder, sendBuilt, type BuiltPart } from '../platform/http/built-files.ts';
import type { Context } from '../context.ts';
import { sendNotFound, type App } from '../platform/http/http.ts';
import { applicationHeaders } from './application-headers.ts';
import { docsRoutes } from './docs-routes.ts';
import { frontPageRoute } from './front-page.ts';
import { icon } from './icon.ts';
import { sendUnbuilt } from './unbuilt.ts';

const MINUTES_5 = 'public, max-age=300';
const FOREVER = 'public, max-age=31536000, immutable';

const hide = { hide: true };
/** One file name without a folder. It cannot begin with a dot. */
const fileName = z.string().check(z.regex(/^[\w-][\w.-]{0,150}$/));
const script = z.string().check(z.regex(/^installment-[\w.-]{1,150}\.js(\.map)?$/));

export interface PageParts {
  /** Registered origins of the order's shop; null: no such order. */
  originsOfOrder(orderId: string): Promise<string[] | null>;
  /** The folder of a package's build. */
  folderOf?: (part: BuiltPart) => string;
}

interface Pages {
  app: App;
  context: Context;
  folderOf: (part: BuiltPart) => string;
}

/** Serves the button's scripts to every page, and the application page to pages of its shop. */
export function pageRoutes(app: App, context: Context, { originsOfOrder, folderOf = builtFolder }: PageParts): void {
  const pages = { app, context, folderOf };
  scriptRoutes(pages);
  applicationRoutes(pages, originsOfOrder);
  iconRoute(app);
  docsRoutes(app, () => folderOf('docs'));
  frontPageRoute(app);
}

/** Browsers ask for it on their own where a page names no icon: the API reference, JSON, errors. */
function iconRoute(app: App): void {
  app.get('/favicon.ico', { schema: hide }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(icon),
  );
}

/** Shops load these scripts from other origins, as modules too. Each needs one of the two headers. */
function scriptRoutes({ app, context, folderOf }: Pages): void {
  const onRequest = async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  };

  app.get(
    '/:script(^installment-[^/]+$)',
    { onRequest, schema: { ...hide, params: z.strictObject({ script }) } },
    async (request, reply) => {
      const name = request.params.script;
      const file = await builtFile(folderOf('button'), name);
      const entry = /^installment-button(\.classic)?\.js/.test(name);
      if (file) return sendBuilt(request, reply, file, entry ? MINUTES_5 : FOREVER);
      if (entry && !(await builtFile(folderOf('button'), 'installment-button.js'))) return sendUnbuilt(reply, 'button');
      // A page that was loaded before a deploy asks for a chunk of the earlier build.
      const earlier = entry ? null : await inReleases(context, name);
      return earlier ? sendBuilt(request, reply, earlier, FOREVER) : sendNotFound(reply);
    },
  );

  const release = z.strictObject({ version: z.string().check(z.regex(/^\d+\.\d+\.\d+(-[\w.]{1,40})?$/)), script });
  app.get('/v:version/:script', { onRequest, schema: { ...hide, params: release } }, async (request, reply) => {
    const { releasesDir } = context.config;
    const { version, script: name } = request.params;
    const file = releasesDir === null ? null : await builtFile(join(releasesDir, `v${version}`), name);
    return file ? sendBuilt(request, reply, file, FOREVER) : sendNotFound(reply);
  });
}

async function inReleases(context: Context, name: string) {
  const { releasesDir } = context.config;
  if (releasesDir === null || !existsSync(releasesDir)) return null;
  for (const folder of readdirSync(releasesDir)) {
    const file = await builtFile(join(releasesDir, folder), name);
    if (file) return file;
  }
  return null;
}

function applicationRoutes({ app, context, folderOf }: Pages, originsOfOrder: PageParts['originsOfOrder']): void {
  const assets = z.strictObject({ name: fileName });
  app.get('/apply/assets/:name', { schema: { ...hide, params: assets } }, async (request, reply) => {
    const file = await builtFile(join(folderOf('application'), 'assets'), request.params.name);
    return file ? sendBuilt(request, reply, file, FOREVER) : sendNotFound(reply);
  });

  app.get('/apply/:orderId', { schema: { ...hide, params: z.strictObject({ orderId: z.string() }) } }, async (request, reply) => {
    const origins = await originsOfOrder(request.params.orderId);
    const file = await builtFile(folderOf('application'), 'index.html');
    if (!file) return sendUnbuilt(reply, 'application');
    const html = file.content.identity.toString().replaceAll('%ORIGINS%', () => escapeHtml((origins ?? []).join(' ')));
    return reply
      .code(origins === null ? 404 : 200)
      .headers({ ...applicationHeaders(origins ?? [], context.config.production), 'cache-control': 'private, no-cache' })
      .type(file.type)
      .send(html);
  });
}
