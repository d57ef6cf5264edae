import { fire } from '../events.ts';
import type { View } from '../purchase.ts';
import type { InstallmentOrderStatus } from '../types.ts';
import type { FollowedOrder } from './followed-order.ts';

/** Follows the application in a tab of its own: there is no port, so closing is seen and the status asked for. */
export function watchTab(tab: Window, order: FollowedOrder): View {
  order.view = 'tab';
  const timer = setInterval(() => {
    if (!tab.closed) return;
    clearInterval(timer);
    void order.ask().then(() => {
      order.view = null;
      fire(order.target, 'installment-close', { status: order.status, reason: isDone(order.status) ? 'done' : 'dismissed' });
    });
  }, 500);
  return {
    get shown() {
      if (tab.closed) return false;
      tab.focus();
      return true;
    },
    close: () => tab.close(),
  };
}

const isDone = (status: InstallmentOrderStatus | null): boolean => !!status && ['signed', 'confirmed', 'settled'].includes(status);
