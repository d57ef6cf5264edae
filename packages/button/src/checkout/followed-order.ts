import { isFinal, orderStatuses } from '@installment-button/protocol/status';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import { serviceOf } from '../service.ts';
import { orderIdOf } from '../session.ts';
import type { InstallmentErrorCode, InstallmentEventMap, InstallmentOrderStatus, InstallmentStatusDetail } from '../types.ts';
import type { Attendance } from './attendance.ts';
import { InstallmentError } from './installment-error.ts';
import { remember } from './memory.ts';
import { poll } from './polling.ts';

/** An order that this page follows while the page lives: by the frame's port, and by polling where there is none. */
export interface FollowedOrder {
  id: string;
  session: string;
  status: InstallmentOrderStatus | null;
  readonly service: string;
  /** While the buyer has it open: `port` where statuses come by themselves, `tab` where only asking helps. */
  view: 'port' | 'tab' | null;
  tell(status: InstallmentStatusDetail): void;
  fire<Name extends keyof InstallmentEventMap>(name: Name, detail: InstallmentEventMap[Name]['detail']): void;
  fail(code: InstallmentErrorCode, message: string): void;
  /** The buyer began anew after a refusal: the successor is followed from here. */
  restart(id: string, session: string): void;
  /** Its session has ended. */
  forget(): void;
  /** Asks the service now. */
  ask(): Promise<void>;
}

/** The order's session token and, of an order that was recalled, the number of the status that was told last. */
export interface Session {
  readonly session: string;
  readonly sequence?: number | undefined;
}

const orders = new Map<string, FollowedOrder>();
const followers = new Map<Attendance, FollowedOrder>();

/** Two buttons with one cart, or a re-rendered one, follow the same order, so that each status is told once. */
export function follow(attendance: Attendance, start: Session, key: string | undefined): FollowedOrder {
  const id = orderIdOf(start.session);
  if (!id) throw new InstallmentError('session_failed', 'No session token');
  const order = orders.get(id) ?? begin(id, start, key, serviceOf(attendance.element));
  // The latest is asked first for a place to fire events.
  leave(attendance);
  followers.set(attendance, order);
  attendance.tell(progressOf(order));
  return order;
}

const progressOf = ({ id, status }: FollowedOrder) => ({ order: status ? { id, status } : undefined });

export function leave(attendance: Attendance): void {
  followers.delete(attendance);
  attendance.tell({ order: undefined });
}

function begin(id: string, { session, sequence = -1 }: Session, key: string | undefined, service: string): FollowedOrder {
  const own = () => [...followers.keys()].filter((attendance) => followers.get(attendance) === order);
  const changed = () => {
    remember(key, order.status && isFinal(order.status) ? null : { orderId: order.id, session: order.session, sequence });
    for (const { tell } of own()) tell(progressOf(order));
  };

  const order: FollowedOrder = {
    id,
    session,
    status: null,
    service,
    view: null,
    tell(told) {
      const { status } = order;
      const again = told.status === status;
      // Every legal move goes down the list of statuses.
      const forward = !(status && isFinal(status)) && orderStatuses.indexOf(told.status) > (status ? orderStatuses.indexOf(status) : -1);
      // A recalled order was told already: its status is unknown here, but no news.
      const news = told.sequence > sequence;
      if (told.orderId !== order.id || !(again || forward) || !(news || (!status && told.sequence === sequence))) {
        return log('status dropped', told);
      }
      order.status = told.status;
      ({ sequence } = told);
      changed();
      if (news && !again) order.fire('installment-status', told);
    },
    fire(name, detail) {
      log(order.id, name, detail);
      const elements = own().map(({ element }) => element);
      const target = elements.findLast(({ isConnected }) => isConnected) ?? elements.at(-1);
      if (target) fire(target, name, detail);
    },
    fail: (code, message) => order.fire('installment-error', { code, message }),
    restart(successor, token) {
      orders.delete(order.id);
      orders.set(successor, order);
      Object.assign(order, { id: successor, session: token, status: null });
      sequence = -1;
      changed();
      polling.restart();
    },
    forget() {
      orders.delete(order.id);
      remember(key, null);
    },
    ask: () => polling.ask(),
  };
  const polling = poll(order);
  orders.set(id, order);
  changed();
  return order;
}
