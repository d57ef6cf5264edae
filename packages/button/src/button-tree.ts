import { h } from './dom.ts';
import { texts } from './texts.ts';

/** A slot is a part of the button at the same time. */
export const partSlot = (name: string, content = ''): HTMLSlotElement => h('slot', { name, part: name }, content);

/** What most buttons of a page say. */
export const commonLabel = texts.ru.label.installment;

let model: HTMLButtonElement | undefined;

/**
 * The native button. Built once, as most of them are, and copied, and as small as it can be, because a catalogue has hundreds: what only some
 * buttons show is made when it is first shown.
 */
export function copyOfButton(): HTMLButtonElement {
  model ??= h('button', { part: 'button', className: 'filled m' }, partSlot('label', commonLabel));
  return document.importNode(model, true);
}

/** Whether the page fills the slot: asking the slot itself would have the browser sort the children of every button there is. */
export const isFilled = (host: Element, name: string): unknown => host.firstElementChild && host.querySelector(`:scope>[slot=${name}]`);

interface Drawn extends Element {
  requestUpdate(): void;
}

let observer: MutationObserver | undefined;

/** Draws again when children come or go: a slot that is not there yet has no `slotchange`. */
export function followChildren(host: Drawn): void {
  observer ??= new MutationObserver((records) => {
    for (const { target } of records) (target as Drawn).requestUpdate();
  });
  observer.observe(host, { childList: true });
}
