import type { CheckoutWindow } from '../checkout-host.ts';
import type { FollowedOrder } from './followed-order.ts';

/** Follows the application in another browser tab. There is no port: the page watches for the tab's end and asks for the status. */
export function watchTab(tab: Window, order: FollowedOrder): CheckoutWindow {
  order.show('tab');
  const timer = setInterval(async () => {
    if (!tab.closed) return;
    clearInterval(timer);
    order.show(null);
    await order.refresh();
    const { status } = order;
    order.fire('installment-close', { status, reason: /signed|confirmed|settled/.test(`${status}`) ? 'done' : 'dismissed' });
  }, 500);
  return {
    focus() {
      tab.focus();
      return !tab.closed;
    },
    close: () => tab.close(),
  };
}
