/** Everything that is needed from the click on. It loads at the first sign of intent, never before. */
import type { Checkout, CheckoutHost } from '../checkout-host.ts';
import { buttonTexts } from '../button-texts.ts';
import { readCart } from '../cart.ts';
import { createSession } from '../create-session.ts';
import { log } from '../debug.ts';
import { showDialog } from '../dialog/show-dialog.ts';
import { h } from '../dom.ts';
import { fire } from '../events.ts';
import { serviceOf } from '../service.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkoutTexts } from './checkout-texts.ts';
import { followOrder, leaveOrder } from './follow-order.ts';
import { codeOf, InstallmentError } from './installment-error.ts';
import { memoryKey, recallOrder } from './order-memory.ts';
import { themeOf } from './theme.ts';
import { watchTab } from './watch-tab.ts';

const preconnected = new Set<string>();

/** The checkout of one button. It is made when the buyer comes near, so it also opens a connection to the service. */
export function createCheckout(host: CheckoutHost): Checkout {
  const href = serviceOf(host.element);
  if (href && !preconnected.has(href)) document.head.append(h('link', { rel: 'preconnect', href }));
  preconnected.add(href);
  return {
    open: (tab) => open(host, tab),
    resume: () => resume(host),
    leave: () => leaveOrder(host),
  };
}

async function open(host: CheckoutHost, tab: Window | null): Promise<boolean> {
  const { element, progress, report } = host;
  let link = '';
  try {
    if (!element.available) throw new InstallmentError('amount_out_of_range', 'No plan fits the sum');
    checkConfiguration(element);
    const { session, mode } = element;
    // The key is taken before any wait, because the cart may change meanwhile.
    const key = memoryKey(element);
    const order = followOrder(host, session ? { session } : (recallOrder(key) ?? { session: await createSession(element) }), key);
    const linkOf = () => `${order.service}/apply/${order.id}?theme=${themeOf(element)}&locale=${element.language}#${order.session}`;
    link = linkOf();
    if (progress.canceled) {
      tab?.close();
      return false;
    }
    if (mode === 'page') await replacePage(link);
    else if (tab) {
      tab.opener = null;
      tab.location.replace(link);
      report({ window: watchTab(tab, order) });
    } else {
      if (mode === 'tab') throw new InstallmentError('popup_blocked', 'No tab: call open() in a click');
      report({ window: showDialog(element, order, linkOf, (opened) => report({ window: watchTab(opened, order) })) });
    }
    return true;
  } catch (error) {
    tab?.close();
    return fail(host, error, link);
  }
}

/** Resolves when the page is gone. The limit ends the spinner for a buyer who comes back through the history. */
async function replacePage(link: string): Promise<void> {
  location.assign(link);
  await new Promise((resolve) => {
    addEventListener('pagehide', resolve, { once: true });
    setTimeout(resolve, 10_000);
  });
}

/** Follows the order that this browser tab began before a reload, or the order of the session that a form waits for. */
function resume(host: CheckoutHost): void {
  const { element, progress } = host;
  if (progress.window?.focus()) return;
  leaveOrder(host);
  try {
    if (element.items || !readCart(element)) checkConfiguration(element);
    const { session, required } = element;
    const key = memoryKey(element);
    const known = session ? required && { session } : recallOrder(key);
    log(element, known ? 'continues its order' : 'has no order yet');
    if (known) followOrder(host, known, key);
  } catch (error) {
    fail(host, error);
  }
}

/** Shows and reports the error. Where an order exists, the buyer gets a link to its application. */
function fail({ element, report }: CheckoutHost, error: unknown, link?: string): false {
  const code = codeOf(error, element);
  const { message } = error instanceof Error ? error : new Error(String(error));
  const texts = checkoutTexts[element.language];
  log(element, code, message);
  report({
    failure: link ? h('a', { href: link, target: '_blank' }, buttonTexts[element.language].newTab) : (texts[code] ?? texts.failed),
  });
  fire(element, 'installment-error', { code, message });
  return false;
}
