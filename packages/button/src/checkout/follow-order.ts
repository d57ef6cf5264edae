import { isFinal, orderStatuses } from '@installment-button/protocol/status';
import type { CheckoutElement, CheckoutHost } from '../checkout-host.ts';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import { orderIdOf } from '../order-id.ts';
import { serviceOf } from '../service.ts';
import type { InstallmentOrderStatus } from '../types.ts';
import type { FollowedOrder, OrderStart } from './followed-order.ts';
import { InstallmentError } from './installment-error.ts';
import { forgetOrder, rememberOrder } from './order-memory.ts';
import { pollOrder } from './polling.ts';

const orders = new Map<string, FollowedOrder>();
const followers = new Map<CheckoutHost, FollowedOrder>();

/** Follows the order of a session. Two buttons with one cart, or a button drawn anew, follow the same order, so each status is told once. */
export function followOrder(host: CheckoutHost, start: OrderStart, key: string | undefined): FollowedOrder {
  const id = orderIdOf(start.session);
  if (!id) throw new InstallmentError('session_failed', 'This is no session token');
  const order = orders.get(id) ?? startFollowing(id, start, key, serviceOf(host.element));
  // Leaving first makes this button the latest: events are fired on the latest button that is in the page.
  leaveOrder(host);
  followers.set(host, order);
  host.report(progressOf(order));
  return order;
}

export function leaveOrder(host: CheckoutHost): void {
  followers.delete(host);
  host.report({ order: undefined });
}

const progressOf = ({ id, status }: FollowedOrder) => ({ order: status ? { id, status } : undefined });

const followersOf = (order: FollowedOrder) => [...followers.keys()].filter((host) => followers.get(host) === order);

function latestElement(order: FollowedOrder): CheckoutElement | undefined {
  const elements = followersOf(order).map(({ element }) => element);
  return elements.filter(({ isConnected }) => isConnected).at(-1) ?? elements.at(-1);
}

function startFollowing(id: string, { session, sequence = -1 }: OrderStart, key: string | undefined, service: string): FollowedOrder {
  const changed = () => {
    // The next purchase is a new one.
    isOver ||= isDone(order);
    if (isOver) forgetOrder(key, order.id);
    else rememberOrder(key, { orderId: order.id, session: order.session, sequence });
    for (const { report } of followersOf(order)) report(progressOf(order));
  };
  let isOver = false;
  const order: FollowedOrder = {
    id,
    session,
    status: null,
    service,
    shownIn: null,
    show(place) {
      order.shownIn = place;
      changed();
    },
    receive(told) {
      const { status } = order;
      const isSame = told.status === status;
      const isNews = told.sequence > sequence;
      // The status of a recalled order was told before the reload: it is unknown here, but no news.
      const isRecalled = !status && told.sequence === sequence;
      if (told.orderId !== order.id || !(isSame || canFollow(told.status, status)) || !(isNews || isRecalled)) {
        return log('status dropped', told);
      }
      order.status = told.status;
      ({ sequence } = told);
      changed();
      if (isNews && !isSame) order.fire('installment-status', told);
    },
    fire(name, detail) {
      log(order.id, name, detail);
      const target = latestElement(order);
      if (target) fire(target, name, detail);
    },
    fail: (code, message) => order.fire('installment-error', { code, message }),
    restart(successor, token) {
      orders.delete(order.id);
      orders.set(successor, order);
      Object.assign(order, { id: successor, session: token, status: null });
      sequence = -1;
      isOver = false;
      changed();
      polling.restart();
    },
    forget() {
      orders.delete(order.id);
      forgetOrder(key, order.id);
    },
    refresh: () => polling.ask(),
  };
  const polling = pollOrder(order);
  orders.set(id, order);
  changed();
  return order;
}

/** Whether the buyer needs this order no more: it has ended, or its signed contract was seen. Who comes back from mode `page` has seen it. */
const isDone = ({ id, status, shownIn }: FollowedOrder): boolean =>
  !!status && (isFinal(status) || (/signed|confirmed/.test(status) && (!!shownIn || location.search.includes(`installment=${id}`))));

/** Every legal move goes down the list of statuses. */
const canFollow = (next: InstallmentOrderStatus, status: InstallmentOrderStatus | null): boolean =>
  !status ? orderStatuses.includes(next) : !isFinal(status) && orderStatuses.indexOf(next) > orderStatuses.indexOf(status);
