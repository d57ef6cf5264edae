import cookie from '@fastify/cookie';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Context } from '../context.ts';
import type { App } from '../platform/http/http.ts';
import { guard, type Access } from './access/guard.ts';
import { accessRoutes } from './access/routes.ts';
import { analyticsRoutes } from './analytics/routes.ts';
import { connectionRoutes } from './connections/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { orderFileRoutes } from './orders/file-routes.ts';
import { orderRoutes } from './orders/routes.ts';
import { savedViewRoutes } from './orders/saved-views.ts';
import { payoutRoutes } from './payouts/routes.ts';
import { cabinetPages, originOf } from './pages.ts';
import { shopRoutes } from './shop/routes.ts';

const PREFIX = '/cabinet/api';

/** A registered route of the cabinet's API. Tests go through all of them. */
export interface CabinetRoute {
  method: string;
  /** Without the prefix. */
  url: string;
  access: Access;
}

const registered = new WeakMap<Context, CabinetRoute[]>();

/** Every route of the API, after they were registered. */
export const cabinetRoutesOf = (context: Context): CabinetRoute[] => registered.get(context) ?? [];

/** The cabinet's API and its pages. Each route of the API declares who may call it, and the guard enforces that. */
export async function cabinetRoutes(app: App, context: Context): Promise<void> {
  const { constraints } = originOf(context);
  const known: CabinetRoute[] = [];
  registered.set(context, known);
  await app.register(
    async (plain) => {
      const api = plain.withTypeProvider<ZodTypeProvider>();
      await api.register(cookie);
      api.addHook('onRoute', (route) => {
        const access = route.config?.access;
        if (!access) throw new Error(`${route.url} does not say who may call it`);
        Object.assign(route, constraints);
        const methods = [route.method].flat().filter((method) => method !== 'HEAD');
        known.push(...methods.map((method) => ({ method, url: route.url.slice(PREFIX.length), access })));
      });
      api.addHook('onRequest', guard(context));
      accessRoutes(api, context);
      orderRoutes(api, context);
      orderFileRoutes(api, context);
      savedViewRoutes(api, context);
      linkRoutes(api, context);
      analyticsRoutes(api, context);
      payoutRoutes(api, context);
      shopRoutes(api, context);
      connectionRoutes(api, context);
    },
    { prefix: PREFIX },
  );
  cabinetPages(app, context);
}
