import helmet from '@fastify/helmet';
import type { App } from '../http/http.ts';
import type { PlatformContext } from '../platform-context.ts';
import { limitRates } from './rate-limits.ts';

/** Protecting headers and rate limits for all routes. Must be called before the routes are added. */
export async function harden(app: App, context: PlatformContext): Promise<void> {
  await app.register(helmet, {
    // Answers are data. Pages replace this policy by their own.
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } },
    // COOP would separate a tab from the page that opened it.
    crossOriginOpenerPolicy: false,
    // X-Frame-Options cannot list origins, `frame-ancestors` can.
    xFrameOptions: false,
    strictTransportSecurity: context.config.publicUrl.startsWith('https:') ? { maxAge: 365 * 86_400, includeSubDomains: false } : false,
  });
  await limitRates(app, context);
}
