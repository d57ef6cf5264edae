import { isFinal } from '@installment-button/protocol/status';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import type { FollowedOrder } from './followed-order.ts';

const quick = 5_000;
const slow = 30_000;
/** Banks answer within two minutes; after that nothing is urgent. */
const quickFor = 150_000;

export interface Polling {
  ask(): Promise<void>;
  /** The order has a new session. */
  restart(): void;
}

/** Follows the order by `GET /v1/session` until it is final or its session has ended. */
export function poll(order: FollowedOrder, service: string, ended: () => void): Polling {
  let started = Date.now();
  let timer = 0;
  let over = false;
  let asking: Promise<void> | undefined;

  const schedule = () => {
    clearTimeout(timer);
    // A refused order may yet get a successor in the tab that stays open.
    over ||= !!order.status && isFinal(order.status) && !order.view;
    if (over) return document.removeEventListener('visibilitychange', look);
    timer = window.setTimeout(look, order.view === 'port' || Date.now() - started > quickFor ? slow : quick);
  };
  const look = () => {
    if (document.visibilityState === 'visible') void ask();
  };
  const ask = () =>
    (asking ??= once().finally(() => {
      asking = undefined;
      schedule();
    }));

  async function once(): Promise<void> {
    const { session } = order;
    try {
      const response = await fetch(`${service}/v1/session`, { headers: { authorization: `Bearer ${session}` } });
      if (session !== order.session) return;
      if ([401, 403, 404, 410].includes(response.status)) {
        over = true;
        ended();
        fire(order.target, 'installment-error', { code: 'session_expired', message: `The session of ${order.id} has ended` });
      }
      if (!response.ok) return;
      const { order: now } = await response.json();
      const { id: orderId, externalId, status, previousStatus, statusAt: at, sequence, successor } = now;
      order.tell({ orderId, externalId, status, previousStatus, sequence, at });
      if (successor && status === 'rejected') order.restart(successor.orderId, successor.session);
    } catch (error) {
      log('no answer about', order.id, error);
    }
  }

  document.addEventListener('visibilitychange', look);
  // The caller has yet to say who follows.
  queueMicrotask(look);
  return {
    ask,
    restart() {
      started = Date.now();
      if (over) document.addEventListener('visibilitychange', look);
      over = false;
      schedule();
    },
  };
}
