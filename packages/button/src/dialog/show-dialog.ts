import type { FrameToPage } from '@installment-button/protocol/frame-messages';
import { buttonTexts } from '../button-texts.ts';
import type { CheckoutElement, CheckoutWindow } from '../checkout-host.ts';
import type { FollowedOrder } from '../checkout/followed-order.ts';
import { themeOf } from '../checkout/theme.ts';
import { log } from '../debug.ts';
import type { InstallmentCloseReason, InstallmentErrorCode } from '../types.ts';
import { watchBackGesture } from './back-gesture.ts';
import { connectFrame } from './handshake.ts';
import { initOf } from './init.ts';
import { InstallmentDialog } from './installment-dialog.ts';
import { loadFrame } from './load-frame.ts';
import { lockScroll } from './scroll-lock.ts';

/** The longest wait for the frame to save the draft and say `close`. */
const closeTimeoutMs = 1_500;

let shown: CheckoutWindow | undefined;

/**
 * Shows the application in a dialog over the page, in place of a dialog that is there already. `linkOf` returns the order's present link, which a
 * restart changes. `watchTab` follows the tab that a buyer without a working frame opens.
 */
export function showDialog(
  element: CheckoutElement,
  order: FollowedOrder,
  linkOf: () => string,
  watchTab: (tab: Window) => void,
): CheckoutWindow {
  if (shown?.focus()) shown.close();
  // Not before it is shown: where the module and the classic script are on one page, the dialog belongs to the one that owns the button.
  if (!customElements.get('installment-dialog')) customElements.define('installment-dialog', InstallmentDialog);
  const host = new InstallmentDialog();
  const { dialog, frame } = host;
  const remove = () => {
    // Closing gives the focus back. In Firefox it would go to the body with a frame that is taken away while it has the focus.
    dialog.close();
    host.remove();
  };
  let reason: InstallmentCloseReason = 'dismissed';
  let tab: Window | undefined;

  // The buyer is never asked whether to close: the frame saves the draft and says `close`.
  const requestClose = (cause: 'escape' | 'back' | 'method', event?: Event) => {
    event?.preventDefault();
    if (order.shownIn !== 'frame') return remove();
    port.send('close-request', { cause });
    setTimeout(remove, closeTimeoutMs);
  };
  const sendInit = () => port.send('init', initOf(element, host));
  const receive = (message: FrameToPage) => {
    log('the frame says', message);
    if (message.type === 'ready') stopLoading();
    if (message.type !== 'close') return applyMessage(message, host, order);
    ({ reason } = message.payload);
    remove();
  };

  describeDialog(host, element);
  dialog.onkeydown = (event) => {
    if (event.key === 'Escape') requestClose('escape', event);
  };
  dialog.oncancel = (event) => requestClose('back', event);
  // Chrome closes the dialog on a second Escape, whatever the listener says.
  dialog.onclose = remove;

  const port = connectFrame(frame, order.service, sendInit, receive);
  const dark = matchMedia('(prefers-color-scheme:dark)');
  dark.addEventListener('change', sendInit);
  document.body.append(host);
  const stopLoading = loadFrame(host, element, order, linkOf, (opened) => {
    tab = opened;
    remove();
  });
  const stops = [stopLoading, port.close, watchBackGesture(() => requestClose('back')), lockScroll()];
  host.onRemoved = () => {
    stops.forEach((stop) => stop());
    dark.removeEventListener('change', sendInit);
    order.show(null);
    if (element.isConnected) element.focus({ preventScroll: true });
    if (tab) return watchTab(tab);
    order.fire('installment-close', { status: order.status, reason });
    void order.refresh();
  };
  dialog.showModal();
  return (shown = { focus: () => host.isConnected, close: () => requestClose('method') });
}

/** The names and the theme that the dialog has before the frame is there. */
function describeDialog(host: InstallmentDialog, element: CheckoutElement): void {
  host.lang = element.language;
  host.style.colorScheme = themeOf(element);
  // Turbo leaves it alone where it draws the page anew by morphing.
  host.dataset['turboPermanent'] = '';
  host.frame.title = buttonTexts[element.language].label[element.product];
  host.dialog.setAttribute('aria-label', host.frame.title);
}

/** What the frame says of itself and of its order. */
function applyMessage(
  { type, payload }: Exclude<FrameToPage, { type: 'close' }>,
  { dialog, frame }: InstallmentDialog,
  order: FollowedOrder,
): void {
  if (type === 'ready') {
    order.show('frame');
    dialog.className = type;
    frame.focus();
  } else if (type === 'resize') {
    dialog.style.setProperty('--height', `${payload.height}px`);
    dialog.style.setProperty('--width', payload.layout === 'form' ? '976px' : '1152px');
  } else if (type === 'status') order.receive(payload);
  else if (type === 'restart') order.restart(payload.orderId, payload.session);
  else order.fail(payload.code as InstallmentErrorCode, payload.message);
}
