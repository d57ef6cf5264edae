import type { FrameToPage, PayloadOf } from '@installment-button/protocol/frame-messages';
import { log } from '../debug.ts';
import { fire } from '../events.ts';
import type { Seller, View } from '../purchase.ts';
import type { Settings } from '../settings.ts';
import { texts } from '../texts.ts';
import type { InstallmentCloseReason, InstallmentErrorCode } from '../types.ts';
import { onBack } from './back-gesture.ts';
import type { FollowedOrder } from './followed-order.ts';
import { wire } from './handshake.ts';
import { InstallmentDialog } from './installment-dialog.ts';
import { lookOf } from './look.ts';
import { watchTab } from './tab.ts';
import type { FrameTrouble } from './texts.ts';

/** Longest wait for the frame's `ready`, ms. */
const patience = 8_000;
/** Longest wait for the frame to save the draft and say `close`, ms. */
const courtesy = 1_500;

if (!customElements.get('installment-dialog')) customElements.define('installment-dialog', InstallmentDialog);

let showing: View | undefined;

/** The application in a dialog over the page. A dialog already there gives way. */
export function showDialog(order: FollowedOrder, settings: Settings, seller: Seller, link: string): View {
  showing?.close();
  const { locale, product, service } = settings;
  const origin = new URL(service).origin;
  const dialog = new InstallmentDialog();
  const { frame } = dialog;
  let shown = true;
  let reason: InstallmentCloseReason = 'dismissed';
  let waiting = 0;
  let tab: Window | null = null;

  const port = wire(frame, origin, init, receive);
  const dark = matchMedia('(prefers-color-scheme:dark)');
  const endBack = onBack(() => ask('back'));

  function load(): void {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => trouble(navigator.onLine ? 'frame_timeout' : 'offline'), patience);
    dialog.load();
    frame.src = link;
    log('the frame loads', link.split('#')[0]);
  }

  function init(): void {
    const look = lookOf(seller);
    dialog.setAttribute('theme', look.theme);
    const { buyer, term } = seller.options;
    const payload: PayloadOf<'init'> = { locale, ...look, safeAreaBottom: dialog.safeAreaBottom };
    if (buyer) payload.buyer = buyer;
    if (term) payload.term = term;
    port.send({ type: 'init', payload });
  }

  function receive(message: FrameToPage): void {
    const { type, payload } = message;
    log('the frame says', type);
    if (type === 'ready') {
      clearTimeout(waiting);
      order.view = 'port';
      dialog.ready();
    } else if (type === 'resize') dialog.fit(payload.height, payload.layout);
    else if (type === 'status') order.tell(payload);
    else if (type === 'restart') order.restart(payload.orderId, payload.session);
    else if (type === 'error')
      fire(order.target, 'installment-error', { code: payload.code as InstallmentErrorCode, message: payload.message });
    else {
      reason = payload.reason;
      dialog.remove();
    }
  }

  function trouble(code: FrameTrouble): void {
    clearTimeout(waiting);
    frame.removeAttribute('src');
    dialog.explain(code, link);
    log('no frame:', code);
    const message = {
      frame_blocked: `The page's Content-Security-Policy forbids the frame: add ${origin} to frame-src`,
      frame_timeout: `The frame was not ready in ${patience / 1000} s: is ${location.origin} an origin of the shop?`,
      offline: 'The browser is offline',
    }[code];
    fire(order.target, 'installment-error', { code, message });
  }

  /** Closing never asks the buyer: the frame saves the draft and closes. */
  function ask(cause: 'escape' | 'back' | 'method'): void {
    if (order.view !== 'port') return dialog.remove();
    port.send({ type: 'close-request', payload: { cause } });
    setTimeout(() => dialog.remove(), courtesy);
  }

  const refused = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) trouble('frame_blocked');
  };

  function gone(): void {
    shown = false;
    order.view = null;
    clearTimeout(waiting);
    port.end();
    endBack();
    dark.removeEventListener('change', init);
    document.removeEventListener('securitypolicyviolation', refused);
    if (showing === view) showing = undefined;
    if (seller.element.isConnected && seller.element instanceof HTMLElement) seller.element.focus({ preventScroll: true });
    if (tab) watchTab(tab, order);
    else fire(order.target, 'installment-close', { status: order.status, reason });
    void order.ask();
  }

  const view: View = {
    get shown() {
      return shown;
    },
    close: () => ask('method'),
  };
  showing = view;
  document.addEventListener('securitypolicyviolation', refused);
  dark.addEventListener('change', init);
  dialog.setAttribute('theme', lookOf(seller).theme);
  dialog.present(
    {
      leave: (cause) => (cause === 'cover' ? dialog.remove() : ask(cause)),
      gone,
      retry: load,
      openTab() {
        tab = window.open(link, '_blank');
        if (tab) dialog.remove();
      },
    },
    locale,
    texts[locale].label[product],
  );
  load();
  return view;
}
