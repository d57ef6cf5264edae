/** What the click needs: fetched at the first sign of intent, never before. */
import { loadDialog } from '../chunks.ts';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import type { Purchase } from '../purchase.ts';
import { texts } from '../texts.ts';
import { themeOf } from '../theme.ts';
import { follow } from './followed-order.ts';
import { InstallmentError } from './installment-error.ts';
import { recall } from './memory.ts';
import { createSession } from './session.ts';
import { settingsOf } from './settings.ts';
import { checkoutTexts } from './texts.ts';
import { watchTab } from './watch-tab.ts';

/** Makes the order or finds it again, and shows it: did it open? Never rejects. */
export async function open(purchase: Purchase, tab: Window | null): Promise<boolean> {
  const { element } = purchase;
  let link: string | undefined;
  try {
    if (!element.available) throw new InstallmentError('amount_out_of_range', 'No plan fits the sum');
    const settings = settingsOf(element);
    const { session } = settings;
    const order = follow(session ? { session } : (recall(settings) ?? (await createSession(settings))), settings, purchase);
    const root = element.isConnected ? element : document.documentElement;
    const address = () =>
      `${order.service}/apply/${order.id}?theme=${themeOf(root, element.theme)}&locale=${element.language}#${order.session}`;
    link = address();
    if (purchase.withdrawn) {
      tab?.close();
      return false;
    }
    if (element.mode === 'page') {
      location.assign(link);
      // The ring stays until the page is gone, and is over when the buyer comes back by the history.
      await new Promise((gone) => {
        addEventListener('pagehide', gone, { once: true });
        setTimeout(gone, 10_000);
      });
    } else if (tab) {
      tab.opener = null;
      tab.location.replace(link);
      purchase.view = watchTab(tab, order);
    } else {
      if (element.mode === 'tab') throw new InstallmentError('popup_blocked', 'The browser opened no tab: call open() in a click');
      const { showDialog } = await loadDialog().catch(() => {
        throw new InstallmentError('chunk_failed', 'The script of the dialog did not load');
      });
      purchase.view = showDialog({ purchase, order, link: address, texts: checkoutTexts[element.language], watchTab });
    }
    return true;
  } catch (error) {
    tab?.close();
    return fail(purchase, error, link);
  }
}

/** Goes on with the order that this tab began before a reload; another cart has another, or none. */
export function resume(purchase: Purchase): void {
  if (purchase.busy || purchase.view?.shown) return;
  try {
    purchase.order = undefined;
    const settings = settingsOf(purchase.element);
    const remembered = recall(settings);
    log(purchase.element, remembered ? 'goes on with its order' : 'has no order yet');
    if (remembered) follow(remembered, settings, purchase);
  } catch (error) {
    fail(purchase, error);
  }
}

function fail(purchase: Purchase, error: unknown, link?: string): false {
  const { code, message } = error instanceof InstallmentError ? error : new InstallmentError('order_failed', String(error));
  const { language } = purchase.element;
  const words = checkoutTexts[language];
  purchase.failure = link ? { text: words.tab, link } : { text: words[code] ?? texts[language].failed };
  log(purchase.element, code, message);
  purchase.changed();
  fire(purchase.target(), 'installment-error', { code, message });
  return false;
}
