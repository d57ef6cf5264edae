import { buttonTexts } from './button-texts.ts';
import type { ButtonView } from './button-view.ts';
import { h, setContent } from './dom.ts';
import { hiddenStyles, styles } from './installment-button.styles.ts';

let model: HTMLButtonElement | undefined;

/**
 * Builds the native button of one element. Only the returned `applyView` changes the DOM, and it leaves alone what is right already. A catalogue has
 * hundreds of buttons: the tree is copied from a model, and what only some buttons show is made when it is first shown.
 */
export function buildTree(host: HTMLElement) {
  const commonLabel = buttonTexts.ru.label.installment;
  model ??= h('button', { part: 'button', class: 'filled m' }, slotPart('label', commonLabel));
  const button = document.importNode(model, true);
  let shownLabel = commonLabel;
  let iconSlot: HTMLSlotElement | undefined;
  let priceSlot: HTMLSlotElement | undefined;
  let reasonLine: HTMLElement | undefined;
  let legalLine: HTMLElement | undefined;
  let internals: ElementInternals | undefined;
  let isHidden = false;
  let isSwallowing = false;

  function applyView(view: ButtonView): void {
    const { className, label, payment, reason, legal, busy, hidden, value } = view;
    if (!isFilled(host, 'icon')) iconSlot?.remove();
    else if (!iconSlot?.parentNode) button.prepend((iconSlot ??= slotPart('icon')));
    if (!payment && !isFilled(host, 'price')) priceSlot?.remove();
    else if (!priceSlot?.parentNode) button.append((priceSlot ??= slotPart('price')));
    if (payment) setContent(priceSlot, payment);
    button.disabled = view.disabled;
    if (button.className !== className) {
      button.className = className;
      setAria('disabled', !view.available);
      setAria('busy', !!busy);
    }
    if (shownLabel !== label) setContent(button.querySelector('[name=label]'), (shownLabel = label));
    if (legal && !legalLine) button.parentNode?.append((legalLine = h('p', { part: 'legal' })));
    setContent(legalLine, legal);
    // A screen reader announces a live region only if the region was there before its text: it comes with the spinner at the latest.
    if ((busy || reason) && !reasonLine) {
      button.append(h('i', { part: 'spinner' }));
      button.after((reasonLine = h('p', { part: 'reason', id: 'reason', role: 'status' })));
      button.setAttribute('aria-describedby', 'reason');
    }
    setContent(reasonLine, reason);
    isSwallowing ||= showSwallowed(host);
    if (isHidden !== hidden && host.shadowRoot) {
      isHidden = hidden;
      host.shadowRoot.adoptedStyleSheets = hidden ? [styles(), hiddenStyles()] : [styles()];
    }
    // Most buttons have nothing to tell their form, and need no internals.
    if (!value && !view.valueMissing && !internals) return;
    internals ??= host.attachInternals();
    internals.setFormValue(value);
    internals.setValidity({ valueMissing: view.valueMissing }, label, button);
  }

  function setAria(name: string, on: boolean): void {
    if (on) button.setAttribute(`aria-${name}`, 'true');
    else button.removeAttribute(`aria-${name}`);
  }

  return { button, applyView };
}

/** A slot that is also a part. */
const slotPart = (name: string, content = ''): HTMLSlotElement => h('slot', { name, part: name }, content);

/** Whether the page fills the slot. Asking the slot itself would make the browser assign the children of every button. */
export const isFilled = (host: Element, name: string): boolean => !!(host.firstElementChild && host.querySelector(`:scope>[slot=${name}]`));

/**
 * HTML knows no self-closed custom elements: after `<installment-button />` the rest of the page becomes the element's content. It is shown after all, and
 * the console says what to write. A fallback for buyers without JavaScript is one link.
 */
function showSwallowed(host: Element): boolean {
  const hasSwallowed = !!host.firstElementChild && !!host.querySelectorAll(':scope>:not([slot],a,noscript)')[1];
  if (!hasSwallowed) return false;
  host.shadowRoot?.append(h('slot'));
  console.warn('installment-button: write </installment-button>, because "/>" closes no tag');
  return true;
}

interface Drawn extends Element {
  requestUpdate(): void;
}

let observer: MutationObserver | undefined;

/** Draws the button again when children come or go. A slot that is not in the tree fires no `slotchange`. */
export function followChildren(host: Drawn): void {
  observer ??= new MutationObserver((records) => {
    for (const { target } of records) (target as Drawn).requestUpdate();
  });
  observer.observe(host, { childList: true });
}
