import { buttonTexts } from '../button-texts.ts';
import type { CheckoutElement } from '../checkout-host.ts';
import { checkoutTexts } from '../checkout/checkout-texts.ts';
import type { FollowedOrder } from '../checkout/followed-order.ts';
import { log } from '../debug.ts';
import { h } from '../dom.ts';
import type { InstallmentDialog } from './installment-dialog.ts';

/** The longest wait for the frame's `ready`. */
const readyTimeoutMs = 8_000;

/**
 * Loads the application into the frame. Until the frame is ready, the cover shows a spinner; after a failure it shows the cause, a button that tries
 * again, and a link to a new tab, because browsers block a tab that opens by itself. Call the returned function when the frame is ready or gone.
 */
export function loadFrame(
  { frame, cover }: InstallmentDialog,
  { language }: CheckoutElement,
  order: FollowedOrder,
  linkOf: () => string,
  close: (tab?: Window) => void,
): () => void {
  const texts = checkoutTexts[language];
  const { origin } = new URL(order.service);
  const cross = h('button', { class: 'plain', 'aria-label': texts.close });
  cross.onclick = () => close();
  let timer = 0;

  function load(): void {
    log('the frame loads', order.id);
    cover.replaceChildren(cross, h('i', { role: 'status' }));
    timer = window.setTimeout(() => showFailure(navigator.onLine ? 'frame_timeout' : 'offline'), readyTimeoutMs);
    frame.src = linkOf();
  }

  function showFailure(code: 'frame_timeout' | 'frame_blocked' | 'offline'): void {
    clearTimeout(timer);
    frame.removeAttribute('src');
    const retry = h('button', {}, texts.retry);
    retry.onclick = load;
    const href = linkOf();
    const newTab = h('a', { href, target: '_blank' }, buttonTexts[language].newTab);
    newTab.onclick = (event) => {
      const tab = window.open(href);
      // Where the browser refuses the tab, the link itself may still work.
      if (!tab) return;
      event.preventDefault();
      close(tab);
    };
    cover.replaceChildren(cross, h('p', { role: 'alert' }, texts[code] ?? ''), retry, newTab);
    order.fail(
      code,
      code === 'frame_blocked' ? `Add ${origin} to frame-src of the page's Content-Security-Policy` : `No ready from ${origin}`,
    );
  }

  const onViolation = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) showFailure('frame_blocked');
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  load();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('securitypolicyviolation', onViolation);
  };
}
