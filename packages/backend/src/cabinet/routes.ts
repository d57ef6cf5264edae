import cookie from '@fastify/cookie';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Context } from '../platform/context.ts';
import type { App } from '../platform/http.ts';
import { guard } from './access/guard.ts';
import { accessRoutes } from './access/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import { cabinetPages } from './pages.ts';

/** The cabinet's API: each route says who may call it, and the guard holds them all to it. */
export async function cabinetRoutes(app: App, context: Context): Promise<void> {
  await app.register(
    async (plain) => {
      const api = plain.withTypeProvider<ZodTypeProvider>();
      await api.register(cookie);
      api.addHook('onRoute', ({ url, config }) => {
        if (!config?.access) throw new Error(`${url} does not say who may call it`);
      });
      api.addHook('onRequest', guard(context));
      accessRoutes(api, context);
      orderRoutes(api, context);
    },
    { prefix: '/cabinet/api' },
  );
  await cabinetPages(app, context);
}
