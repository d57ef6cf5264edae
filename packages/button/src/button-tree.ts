import { buttonTexts } from './button-texts.ts';
import type { ButtonView } from './button-view.ts';
import { h, setContent } from './dom.ts';

let model: HTMLButtonElement | undefined;

/**
 * Builds the native button of one element. Only the returned `applyView` changes the DOM, and it leaves alone what is right already. A catalogue has
 * hundreds of buttons: the tree is copied from a model, and what only some buttons show is made when it is first shown.
 */
export function buildTree(host: HTMLElement) {
  const commonLabel = buttonTexts.ru.label.installment;
  model ??= h('button', { part: 'button', className: 'filled m' }, slotPart('label', commonLabel));
  const button = document.importNode(model, true);
  let shownLabel = commonLabel;
  let iconSlot: HTMLSlotElement | undefined;
  let priceSlot: HTMLSlotElement | undefined;
  let reasonLine: HTMLElement | undefined;
  let legalLine: HTMLElement | undefined;
  let internals: ElementInternals | undefined;

  function applyView({
    className,
    disabled,
    busy,
    label,
    payment,
    reason,
    legal,
    available,
    hidden,
    value,
    valueMissing,
  }: ButtonView): void {
    if (!isFilled(host, 'icon')) iconSlot?.remove();
    else if (!iconSlot?.parentNode) button.prepend((iconSlot ??= slotPart('icon')));
    if (!payment && !isFilled(host, 'price')) priceSlot?.remove();
    else if (!priceSlot?.parentNode) button.append((priceSlot ??= slotPart('price')));
    if (payment) setContent(priceSlot, payment);
    button.disabled = disabled;
    if (button.className !== className) {
      button.className = className;
      button.ariaDisabled = available ? null : 'true';
      button.ariaBusy = busy ? 'true' : null;
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
    // Most buttons have nothing to tell their form or the style sheet, and need no internals.
    if (!hidden && !value && !valueMissing && !internals) return;
    internals ??= host.attachInternals();
    internals.states[hidden ? 'add' : 'delete']('hidden');
    internals.setFormValue(value);
    internals.setValidity({ valueMissing }, label, button);
  }

  return { button, applyView };
}

/** A slot that is also a part. */
const slotPart = (name: string, content = ''): HTMLSlotElement => h('slot', { name, part: name }, content);

/** Whether the page fills the slot. Asking the slot itself would make the browser assign the children of every button. */
export const isFilled = (host: Element, name: string): boolean => !!(host.firstElementChild && host.querySelector(`:scope>[slot=${name}]`));

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
