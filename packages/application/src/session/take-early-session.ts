import type { EarlySession } from './early-session.ts';

/** A `fetch` that answers the first read of the session with the early answer, provided that both used the same token. */
export function takeEarlySession(early: EarlySession | null, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  let waiting = early;
  return (input, init) => {
    const isRead = typeof input === 'string' && input.endsWith('/v1/session') && (init?.method ?? 'GET') === 'GET';
    if (!isRead || !waiting) return fetch(input, init);
    const { authorization, answer } = waiting;
    waiting = null;
    if (new Headers(init?.headers).get('authorization') !== authorization) return fetch(input, init);
    return answer.catch(() => fetch(input, init));
  };
}
