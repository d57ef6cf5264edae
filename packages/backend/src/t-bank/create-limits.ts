import type { FastifyRequest } from 'fastify';
import type { App } from '../platform/http/http.ts';
import { networkOf, WIDE_FACTOR } from '../platform/security/network.ts';
import type { Creator } from './create-order.ts';
import { tooOften } from './refusal.ts';

const MINUTE_MS = 60_000;
/** Orders a minute, counted by each node. Nothing is written for an order that is refused here. */
const most = { ofShowcase: 1200, ofPages: 600, ofNetwork: 60 };

export type LimitCreates = (request: FastifyRequest, creator: Creator) => Promise<void>;

/** `create` has no password, so it counts by shop, and on pages by the buyer's network too. */
export function createLimits(app: App): LimitCreates {
  const creators = new WeakMap<FastifyRequest, Creator>();
  const budget = (max: number, keyOf: (request: FastifyRequest) => string) =>
    app.createRateLimit({
      max,
      timeWindow: MINUTE_MS,
      keyGenerator: (request) => `t-bank ${creators.get(request)?.shop.id ?? ''} ${keyOf(request)}`,
    });
  const showcase = budget(most.ofShowcase, () => 'showcase');
  const pages = [
    budget(most.ofNetwork, ({ ip }) => networkOf(ip).narrow),
    budget(most.ofNetwork * WIDE_FACTOR, ({ ip }) => `wide ${networkOf(ip).wide ?? networkOf(ip).narrow}`),
    budget(most.ofPages, () => 'pages'),
  ];
  return async (request, creator) => {
    creators.set(request, creator);
    for (const budget of creator.level === 'showcase' ? [showcase] : pages) {
      const state = await budget(request);
      if (!state.isAllowed && state.isExceeded)
        throw tooOften('Слишком много заявок. Повторите позже: через сколько секунд, говорит заголовок Retry-After', state.ttl / 1000);
    }
  };
}
