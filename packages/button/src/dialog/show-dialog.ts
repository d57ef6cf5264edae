import type { FrameToPage } from '@installment-button/protocol/frame-messages';
import type { FollowedOrder } from '../checkout/followed-order.ts';
import { checkoutTexts } from '../checkout/texts.ts';
import { styleOf, themeOf } from '../checkout/theme.ts';
import { log } from '../debug.ts';
import { h } from '../dom.ts';
import type { InstallmentButton, View } from '../installment-button.ts';
import { texts } from '../texts.ts';
import type { InstallmentCloseReason, InstallmentErrorCode } from '../types.ts';
import { onBack } from './back-gesture.ts';
import { wire } from './handshake.ts';
import { InstallmentDialog } from './installment-dialog.ts';
import { lockScroll } from './scroll-lock.ts';

/** Longest wait for the frame's `ready`, ms. */
const patience = 8_000;
/** Longest wait for the frame to save the draft and say `close`, ms. */
const courtesy = 1_500;

if (!customElements.get('installment-dialog')) customElements.define('installment-dialog', InstallmentDialog);

let last: View | undefined;

/**
 * The application in a dialog over the page; a dialog already there gives way. `link` is another one after a restart; `watch` follows the tab
 * into which a buyer without a frame escapes.
 */
export function showDialog(element: InstallmentButton, order: FollowedOrder, link: () => string, watch: (tab: Window) => void): View {
  if (last?.show()) last.close();
  const { language: locale } = element;
  const words = checkoutTexts[locale];
  const { origin } = new URL(order.service);
  const host = new InstallmentDialog();
  const { dialog, frame, cover } = host;
  const { style } = dialog;
  let reason: InstallmentCloseReason = 'dismissed';
  let waiting = 0;
  let tab: Window | null = null;

  const close = () => host.remove();
  const cross = h('button', { className: 'plain', ariaLabel: words.close });
  cross.onclick = close;

  function load(): void {
    log('the frame loads', order.id);
    cover.replaceChildren(cross, h('i', { role: 'status' }));
    waiting = window.setTimeout(() => trouble(navigator.onLine ? 'frame_timeout' : 'offline'), patience);
    frame.src = link();
  }

  function trouble(code: 'frame_timeout' | 'frame_blocked' | 'offline'): void {
    clearTimeout(waiting);
    frame.removeAttribute('src');
    const retry = h('button', {}, words.retry);
    retry.onclick = load;
    const escape = h('a', { href: link(), target: '_blank' }, texts[locale].tab);
    escape.onclick = (event) => {
      tab = window.open(link());
      // Where even that is refused the link itself may still do.
      if (!tab) return;
      event.preventDefault();
      close();
    };
    cover.replaceChildren(cross, h('p', { role: 'alert' }, words[code] ?? ''), retry, escape);
    order.fail(
      code,
      code === 'frame_blocked' ? `Add ${origin} to frame-src of the page's Content-Security-Policy` : `No ready from ${origin}`,
    );
  }

  function greet(): void {
    const { buyer, term } = element;
    const dress = styleOf(element);
    const theme = themeOf(element);
    host.style.colorScheme = theme;
    // On the host, which shows none, the browser turns any unit into pixels.
    host.style.borderRadius = dress.getPropertyValue('--installment-radius');
    const radius = parseFloat(host.style.borderRadius && getComputedStyle(host).borderTopLeftRadius);
    port.send('init', {
      locale,
      theme,
      accent: dress.getPropertyValue('--installment-accent').trim().slice(0, 128) || undefined,
      ...(radius >= 0 && { radius: Math.min(radius, 64) }),
      ...(buyer && { buyer }),
      ...(term && { term }),
      safeAreaBottom: parseFloat(getComputedStyle(dialog).scrollPaddingBottom) || 0,
    });
  }

  function hear({ type, payload }: FrameToPage): void {
    log('the frame says', type, payload);
    if (type === 'ready') {
      clearTimeout(waiting);
      order.view = 'port';
      dialog.className = type;
      frame.focus();
    } else if (type === 'resize') {
      style.setProperty('--height', `${payload.height}px`);
      style.setProperty('--width', payload.layout === 'form' ? '976px' : '1152px');
    } else if (type === 'status') order.tell(payload);
    else if (type === 'restart') order.restart(payload.orderId, payload.session);
    else if (type === 'error') order.fail(payload.code as InstallmentErrorCode, payload.message);
    else {
      ({ reason } = payload);
      close();
    }
  }

  /** Closing never asks the buyer: the frame saves the draft and closes. */
  function ask(cause: 'escape' | 'back' | 'method'): void {
    if (order.view !== 'port') return close();
    port.send('close-request', { cause });
    setTimeout(close, courtesy);
  }

  const refused = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) trouble('frame_blocked');
  };
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const port = wire(frame, origin, greet, hear);
  const forgetBack = onBack(() => ask('back'));
  const unlock = lockScroll();

  host.gone = () => {
    clearTimeout(waiting);
    order.view = null;
    port.end();
    forgetBack();
    unlock();
    dark.removeEventListener('change', greet);
    document.removeEventListener('securitypolicyviolation', refused);
    if (element.isConnected) element.focus({ preventScroll: true });
    if (tab) watch(tab);
    else {
      order.fire('installment-close', { status: order.status, reason });
      void order.ask();
    }
  };
  host.lang = locale;
  host.style.colorScheme = themeOf(element);
  frame.title = dialog.ariaLabel = texts[locale].label[element.product];
  dialog.onkeydown = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    ask('escape');
  };
  dialog.oncancel = (event) => {
    event.preventDefault();
    ask('back');
  };
  // The browser may close it whatever we say.
  dialog.onclose = close;
  document.addEventListener('securitypolicyviolation', refused);
  dark.addEventListener('change', greet);
  document.body.append(host);
  load();
  dialog.showModal();
  return (last = {
    show: () => host.isConnected,
    close: () => ask('method'),
  });
}
