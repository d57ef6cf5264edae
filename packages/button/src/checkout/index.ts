/** All that is needed from the click on: fetched at the first sign of intent, never before. */
import { showDialog } from '../dialog/show-dialog.ts';
import { log } from '../debug.ts';
import { h } from '../dom.ts';
import { fire } from '../events.ts';
import { serviceOf } from '../service.ts';
import { texts } from '../texts.ts';
import type { Attendance } from './attendance.ts';
import { checkConfiguration } from './check-configuration.ts';
import { follow, leave } from './followed-order.ts';
import { codeOf, InstallmentError } from './installment-error.ts';
import { memoryKey, recall } from './memory.ts';
import { createSession } from '../session.ts';
import { checkoutTexts } from './texts.ts';
import { themeOf } from './theme.ts';
import { watchTab } from './watch-tab.ts';

const connected = new Set<string>();

/** Called when the buyer comes near, so a connection to the service is opened, too. */
export function attend(attendance: Attendance) {
  const href = serviceOf(attendance.element);
  if (href && !connected.has(href)) document.head.append(h('link', { rel: 'preconnect', href }));
  connected.add(href);
  return {
    open: (tab: Window | null) => open(attendance, tab),
    resume: () => resume(attendance),
    leave: () => leave(attendance),
  };
}

/** Makes the order or finds it again, and shows it: did it open? Never rejects. */
async function open(attendance: Attendance, tab: Window | null): Promise<boolean> {
  const { element, now, tell } = attendance;
  let link = '';
  try {
    if (!element.available) throw new InstallmentError('amount_out_of_range', 'No plan fits the sum');
    checkConfiguration(element);
    const { session, mode } = element;
    // Before anything is waited for: the cart may change meanwhile.
    const key = memoryKey(element);
    const order = follow(attendance, session ? { session } : (recall(key) ?? { session: await createSession(element) }), key);
    const address = () => `${order.service}/apply/${order.id}?theme=${themeOf(element)}&locale=${element.language}#${order.session}`;
    link = address();
    if (now.withdrawn) {
      tab?.close();
      return false;
    }
    if (mode === 'page') {
      location.assign(link);
      // The ring stays until the page is gone, and is over when the buyer comes back by the history.
      await new Promise((gone) => {
        addEventListener('pagehide', gone, { once: true });
        setTimeout(gone, 10_000);
      });
    } else if (tab) {
      tab.opener = null;
      tab.location.replace(link);
      tell({ view: watchTab(tab, order) });
    } else {
      if (mode === 'tab') throw new InstallmentError('popup_blocked', 'No tab: call open() in a click');
      tell({ view: showDialog(element, order, address, (window) => tell({ view: watchTab(window, order) })) });
    }
    return true;
  } catch (error) {
    tab?.close();
    return fail(attendance, error, link);
  }
}

/** Goes on with the order that this tab began before a reload, or for which a form waits; another cart has another, or none. */
function resume(attendance: Attendance): void {
  const { element, now } = attendance;
  if (now.view?.show()) return;
  leave(attendance);
  try {
    if (element.items) checkConfiguration(element);
    const { session, required } = element;
    const key = memoryKey(element);
    const known = session ? required && { session } : recall(key);
    log(element, known ? 'goes on with its order' : 'has no order yet');
    if (known) follow(attendance, known, key);
  } catch (error) {
    fail(attendance, error);
  }
}

function fail({ element, tell }: Attendance, error: unknown, link?: string): false {
  const code = codeOf(error, element);
  const { message } = error instanceof Error ? error : new Error(String(error));
  const words = checkoutTexts[element.language];
  const text = words[code] ?? words.failed;
  log(element, code, message);
  tell({ failure: link ? h('a', { href: link, target: '_blank' }, texts[element.language].tab) : text });
  fire(element, 'installment-error', { code, message });
  return false;
}
