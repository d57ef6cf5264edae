import { isFinal, orderStatuses } from '@installment-button/protocol/status';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import { orderIdOf, type Session } from '../session.ts';
import type { Settings } from '../settings.ts';
import type { InstallmentOrderStatus, InstallmentStatusDetail } from '../types.ts';
import { memoryKey, remember } from './memory.ts';
import { poll } from './polling.ts';

/** Who wants to know how the order stands. */
export interface Follower {
  /** Where its events are fired now. */
  target(): EventTarget;
  changed(): void;
}

/** An order that this page follows while the page lives: by the frame's port, and by polling where there is none. */
export interface FollowedOrder {
  readonly id: string;
  readonly session: string;
  readonly status: InstallmentOrderStatus | null;
  readonly followers: Set<Follower>;
  /** Where the latest follower's events are fired. */
  readonly target: EventTarget;
  /** While the buyer has it open: `port` where statuses come by themselves, `tab` where only asking helps. */
  view: 'port' | 'tab' | null;
  tell(status: InstallmentStatusDetail): void;
  /** The buyer began anew after a refusal. */
  restart(orderId: string, session: string): void;
  /** Asks the service now. */
  ask(): Promise<void>;
}

const orders = new Map<string, FollowedOrder>();

/** Two buttons with one cart, or a re-rendered one, follow the same order, so that each status is told once. */
export function follow(start: Session, settings: Settings, follower: Follower): FollowedOrder {
  const id = orderIdOf(start.session);
  const order = orders.get(id) ?? begin(id, start, settings);
  // Said last, is asked first.
  order.followers.delete(follower);
  order.followers.add(follower);
  return order;
}

function begin(orderId: string, start: Session & { orderId?: string }, settings: Settings): FollowedOrder {
  const key = memoryKey(settings);
  let [id, session, status, sequence]: [string, string, InstallmentOrderStatus | null, number] = [orderId, start.session, null, -1];
  // An order recalled was told already; one just made was not.
  if (start.orderId) sequence = start.sequence ?? -1;

  const keep = () => remember(key, status && isFinal(status) ? null : { orderId: id, session, sequence });

  const changed = () => order.followers.forEach((follower) => follower.changed());

  const order: FollowedOrder = {
    get id() {
      return id;
    },
    get session() {
      return session;
    },
    get status() {
      return status;
    },
    get target() {
      const all = [...order.followers].map((follower) => follower.target());
      return all.findLast((target) => target !== document) ?? document;
    },
    followers: new Set(),
    view: null,
    tell(told) {
      if (told.orderId !== id || told.sequence < sequence || !(told.status === status || follows(status, told.status))) {
        return log('status dropped', told);
      }
      const news = told.sequence > sequence && told.status !== status;
      if (told.sequence === sequence && status) return log('status repeated', told);
      ({ status, sequence } = told);
      keep();
      if (!news) return changed();
      log('order', id, 'is', status);
      changed();
      fire(order.target, 'installment-status', told);
    },
    restart(successor, token) {
      orders.delete(id);
      [id, session, status, sequence] = [successor, token, null, -1];
      orders.set(id, order);
      keep();
      log('restarted as', id);
      changed();
      polling.restart();
    },
    ask: () => polling.ask(),
  };
  const polling = poll(order, settings.service, () => remember(key, null));
  orders.set(id, order);
  keep();
  return order;
}

/** Every legal move goes down the list of statuses. */
function follows(from: InstallmentOrderStatus | null, to: InstallmentOrderStatus): boolean {
  return !(from && isFinal(from)) && orderStatuses.indexOf(to) > (from ? orderStatuses.indexOf(from) : -1);
}
