import { setTimeout as pause } from 'node:timers/promises';
import type { Buyer } from '../support/buyer.ts';

export interface StreamFollower {
  orderId: string;
  /** Numbers of the events that came, each once. */
  seen: Set<number>;
  /** An event whose number is not above the one before it on the same connection. */
  disordered: number;
  reconnects: number;
  close(): Promise<void>;
}

/** Follows the order as the page does: connects again whenever the stream ends, from the last number it has. */
export function followStream(url: string, buyer: Buyer): StreamFollower {
  const stop = new AbortController();
  const follower: StreamFollower = {
    orderId: buyer.orderId,
    seen: new Set(),
    disordered: 0,
    reconnects: -1,
    async close() {
      stop.abort();
      await following;
    },
  };
  let last = 0;
  const take = (block: string) => {
    const id = Number(/^id: (\d+)$/m.exec(block)?.[1] ?? 0);
    if (id === 0) return;
    if (id <= last) follower.disordered += 1;
    last = id;
    follower.seen.add(id);
  };
  const follow = async () => {
    while (!stop.signal.aborted) {
      follower.reconnects += 1;
      try {
        const headers = {
          authorization: `Bearer ${buyer.token}`,
          accept: 'text/event-stream',
          ...(last > 0 ? { 'last-event-id': String(last) } : {}),
        };
        const response = await fetch(`${url}/v1/session/events`, { headers, signal: stop.signal });
        let rest = '';
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const blocks = (rest + chunk).split('\n\n');
          rest = blocks.pop() ?? '';
          blocks.forEach(take);
        }
      } catch {
        // Cut off by a fault, or at the end.
      }
      if (!stop.signal.aborted) await pause(500);
    }
  };
  const following = follow();
  return follower;
}
