import { isFinal } from '@installment-button/protocol/status';
import { log } from '../debug.ts';
import type { InstallmentStatusDetail } from '../types.ts';
import type { FollowedOrder } from './followed-order.ts';

const quickMs = 5_000;
const slowMs = 30_000;
/** Banks answer within two minutes. After that nothing is urgent. */
const quickForMs = 150_000;

export interface Polling {
  ask(): Promise<void>;
  /** The order has a new session. */
  restart(): void;
}

/** The part of the answer of `GET /v1/session` that the page needs. */
interface SessionAnswer {
  readonly order: Omit<InstallmentStatusDetail, 'orderId' | 'at'> & {
    readonly id: string;
    readonly statusAt: string;
    readonly successor: { readonly orderId: string; readonly session: string } | null;
  };
}

/** Asks `GET /v1/session` for the order's status until the status is final or the session has ended. */
export function pollOrder(order: FollowedOrder): Polling {
  let started = Date.now();
  let timer = 0;
  let isOver = false;
  let asking: Promise<void> | undefined;

  const askIfVisible = () => {
    if (document.visibilityState === 'visible' && !isOver) void ask();
  };
  const schedule = () => {
    clearTimeout(timer);
    // While a window is open, a refused order may get a successor there.
    isOver ||= !!order.status && isFinal(order.status) && !order.shownIn;
    if (!isOver) timer = window.setTimeout(askIfVisible, order.shownIn === 'frame' || Date.now() - started > quickForMs ? slowMs : quickMs);
  };
  const ask = () =>
    (asking ??= askOnce()
      .catch((error: unknown) => log('no answer about', order.id, error))
      .then(() => {
        asking = undefined;
        schedule();
      }));

  async function askOnce(): Promise<void> {
    const { session } = order;
    const response = await fetch(`${order.service}/v1/session`, { headers: { authorization: `Bearer ${session}` } });
    // The order was restarted meanwhile.
    if (session !== order.session) return;
    if ([401, 403, 404, 410].includes(response.status)) {
      isOver = true;
      order.forget();
      order.fail('session_expired', `The session of ${order.id} has ended`);
    }
    if (!response.ok) return;
    const { id: orderId, statusAt: at, successor, ...rest } = ((await response.json()) as SessionAnswer).order;
    const { externalId, status, previousStatus, sequence } = rest;
    order.receive({ orderId, externalId, status, previousStatus, sequence, at });
    if (successor) order.restart(successor.orderId, successor.session);
  }

  document.addEventListener('visibilitychange', askIfVisible);
  // The caller registers the follower first.
  queueMicrotask(askIfVisible);
  return {
    ask,
    restart() {
      started = Date.now();
      isOver = false;
      schedule();
    },
  };
}
