import type { EarlySession } from './early-session.ts';

/** A `fetch` whose first read of the session, where it asks with the same token, gets the answer that was asked for early. */
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
