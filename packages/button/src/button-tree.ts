import { h } from './dom.ts';

let model: HTMLButtonElement | undefined;

/**
 * The native button; its slots are its parts at the same time. Built once and copied, and as small as it can be, because a catalogue has
 * hundreds: what only some buttons show is made when it is first shown.
 */
export function copyOfButton(): HTMLButtonElement {
  // The payment stands in a span, because other nodes in the slot itself would be a `slotchange`.
  model ??= h(
    'button',
    { part: 'button', type: 'button' },
    h('slot', { name: 'icon' }),
    h('slot', { name: 'label', part: 'label' }, ' '),
    h('slot', { name: 'price' }, h('span')),
  );
  return document.importNode(model, true);
}

/** Whether the page fills the slot: asking the slot itself would have the browser sort the children of every button there is. */
export const isFilled = (host: Element, name: string): unknown => host.querySelector(`:scope>[slot=${name}]`);

/** A slot is shown while it is a part; the others are none, because being one takes its time. */
export function reveal(slot: Element | null | undefined, part: string, isShown: unknown): void {
  if (isShown) slot?.setAttribute('part', part);
  else slot?.removeAttribute('part');
}
