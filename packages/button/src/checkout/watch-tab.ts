import type { View } from '../installment-button.ts';
import type { FollowedOrder } from './followed-order.ts';

/** Follows the application in a tab of its own: there is no port, so closing is seen and the status asked for. */
export function watchTab(tab: Window, order: FollowedOrder): View {
  order.view = 'tab';
  const timer = setInterval(async () => {
    if (!tab.closed) return;
    clearInterval(timer);
    order.view = null;
    await order.ask();
    const { status } = order;
    order.fire('installment-close', { status, reason: /signed|confirmed|settled/.test(`${status}`) ? 'done' : 'dismissed' });
  }, 500);
  return {
    show() {
      tab.focus();
      return !tab.closed;
    },
    close: () => tab.close(),
  };
}
