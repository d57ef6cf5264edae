import { isFinal } from '@installment-button/protocol/status';
import { log } from '../debug.ts';
import type { InstallmentStatusDetail } from '../types.ts';
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

/** What of `GET /v1/session` concerns the page. */
interface Answer {
  readonly order: Omit<InstallmentStatusDetail, 'orderId' | 'at'> & {
    readonly id: string;
    readonly statusAt: string;
    readonly successor: { readonly orderId: string; readonly session: string } | null;
  };
}

/** Follows the order by `GET /v1/session` until it is final or its session has ended. */
export function poll(order: FollowedOrder): Polling {
  let started = Date.now();
  let timer = 0;
  let over = false;
  let asking: Promise<void> | undefined;

  const look = () => {
    if (document.visibilityState === 'visible' && !over) void ask();
  };
  const schedule = () => {
    clearTimeout(timer);
    // A refused order may yet get a successor in the tab that stays open.
    over ||= !!order.status && isFinal(order.status) && !order.view;
    if (!over) timer = window.setTimeout(look, order.view === 'port' || Date.now() - started > quickFor ? slow : quick);
  };
  const ask = () =>
    (asking ??= once()
      .catch((error: unknown) => log('no answer about', order.id, error))
      .then(() => {
        asking = undefined;
        schedule();
      }));

  async function once(): Promise<void> {
    const { session } = order;
    const response = await fetch(`${order.service}/v1/session`, { headers: { authorization: `Bearer ${session}` } });
    if (session !== order.session) return;
    if ([401, 403, 404, 410].includes(response.status)) {
      over = true;
      order.forget();
      order.fail('session_expired', `The session of ${order.id} has ended`);
    }
    if (!response.ok) return;
    const {
      id: orderId,
      externalId,
      status,
      previousStatus,
      statusAt: at,
      sequence,
      successor,
    } = ((await response.json()) as Answer).order;
    order.tell({ orderId, externalId, status, previousStatus, sequence, at });
    if (successor) order.restart(successor.orderId, successor.session);
  }

  document.addEventListener('visibilitychange', look);
  // The caller has yet to say who follows.
  queueMicrotask(look);
  return {
    ask,
    restart() {
      started = Date.now();
      over = false;
      schedule();
    },
  };
}
