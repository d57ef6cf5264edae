import type { FrameToPage, PayloadOf } from '@installment-button/protocol/frame-messages';
import type { FollowedOrder } from '../checkout/followed-order.ts';
import type { CheckoutTexts } from '../checkout/texts.ts';
import type { watchTab } from '../checkout/watch-tab.ts';
import { log } from '../debug.ts';
import { h } from '../dom.ts';
import type { Purchase, View } from '../purchase.ts';
import { texts } from '../texts.ts';
import { themeOf } from '../theme.ts';
import type { InstallmentCloseReason, InstallmentErrorCode } from '../types.ts';
import { onBack } from './back-gesture.ts';
import { wire } from './handshake.ts';
import { InstallmentDialog } from './installment-dialog.ts';
import { lockScroll } from './scroll-lock.ts';

/** Longest wait for the frame's `ready`, ms. */
const patience = 8_000;
/** Longest wait for the frame to save the draft and say `close`, ms. */
const courtesy = 1_500;

export interface Showing {
  readonly purchase: Purchase;
  readonly order: FollowedOrder;
  /** Address of the application; another one after a restart. */
  readonly link: () => string;
  readonly texts: CheckoutTexts;
  readonly watchTab: typeof watchTab;
}

if (!customElements.get('installment-dialog')) customElements.define('installment-dialog', InstallmentDialog);

let last: View | undefined;

/** The application in a dialog over the page. A dialog already there gives way. */
export function showDialog({ purchase, order, link, texts: words, watchTab }: Showing): View {
  if (last?.shown) last.close();
  const { element } = purchase;
  const { language: locale } = element;
  const { origin } = new URL(order.service);
  const host = new InstallmentDialog();
  const { dialog, frame, cover } = host;
  const { style } = dialog;
  let reason: InstallmentCloseReason = 'dismissed';
  let waiting = 0;
  let tab: Window | null = null;
  let escaped = 0;

  const close = () => host.remove();
  const cross = h('button', { class: 'close', 'aria-label': words.close }, '✕');
  cross.onclick = close;

  function load(): void {
    log('the frame loads', order.id);
    cover.replaceChildren(cross, h('div', { class: 'ring', role: 'status' }));
    waiting = window.setTimeout(() => trouble(navigator.onLine ? 'frame_timeout' : 'offline'), patience);
    frame.src = link();
  }

  function trouble(code: 'frame_timeout' | 'frame_blocked' | 'offline'): void {
    clearTimeout(waiting);
    frame.removeAttribute('src');
    const retry = h('button', { class: 'retry' }, words.retry);
    retry.onclick = load;
    const escape = h('a', { href: link(), target: '_blank' }, words.tab);
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
    const { buyer, term, theme: wanted } = element;
    const page = getComputedStyle(element.isConnected ? element : document.documentElement);
    const theme = themeOf(host, wanted);
    const payload: PayloadOf<'init'> = { locale, theme, safeAreaBottom: parseFloat(getComputedStyle(dialog).scrollPaddingBottom) || 0 };
    const accent = page.getPropertyValue('--installment-accent').trim();
    const radius = parseFloat(page.getPropertyValue('--installment-radius'));
    if (/^#[\da-f]{6}$/i.test(accent)) payload.accent = accent;
    if (radius >= 0 && radius <= 64) payload.radius = radius;
    if (buyer) payload.buyer = buyer;
    if (term) payload.term = term;
    port.send('init', payload);
  }

  function hear({ type, payload }: FrameToPage): void {
    log('the frame says', type, payload);
    if (type === 'ready') {
      clearTimeout(waiting);
      order.view = 'port';
      dialog.className = type;
      cover.replaceChildren();
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
    if (tab) purchase.view = watchTab(tab, order);
    else {
      order.fire('installment-close', { status: order.status, reason });
      void order.ask();
    }
  };
  host.lang = locale;
  host.style.colorScheme = themeOf(element.isConnected ? element : document.documentElement, element.theme);
  frame.title = dialog.ariaLabel = texts[locale].label[element.product];
  dialog.onkeydown = ({ key, timeStamp }) => {
    if (key === 'Escape') escaped = timeStamp;
  };
  dialog.oncancel = (event) => {
    event.preventDefault();
    ask(event.timeStamp - escaped < 100 ? 'escape' : 'back');
  };
  // Chrome closes on a repeated Escape whatever we say.
  dialog.onclose = close;
  document.addEventListener('securitypolicyviolation', refused);
  dark.addEventListener('change', greet);
  document.body.append(host);
  load();
  dialog.showModal();
  return (last = {
    get shown() {
      return host.isConnected;
    },
    close: () => ask('method'),
  });
}
