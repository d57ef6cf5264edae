import { h } from './dom.ts';

let model: DocumentFragment | undefined;

/** What stands in the shadow root. Its shape never changes, so it is built once and copied: a catalogue has hundreds. */
export function buttonTree() {
  model ??= build();
  const tree = document.importNode(model, true);
  const button = tree.querySelector('button');
  const [icon, , price] = tree.querySelectorAll('slot');
  // In the slots, because other content of a slot itself would be a `slotchange`.
  const [label, payment] = tree.querySelectorAll('slot span');
  const [reason, legal] = tree.querySelectorAll('p');
  if (!button || !icon || !price || !label || !payment || !reason || !legal) throw new Error('no tree');
  return [tree, button, icon, price, label, payment, reason, legal] as const;
}

function build(): DocumentFragment {
  const fragment = new DocumentFragment();
  const button = h(
    'button',
    { part: 'button', type: 'button' },
    h('span', { part: 'icon' }, h('slot', { name: 'icon' })),
    h(
      'span',
      {},
      h('span', { part: 'label' }, h('slot', { name: 'label' }, h('span'))),
      h('small', { part: 'price' }, h('slot', { name: 'price' }, h('span'))),
    ),
    h('i', { part: 'spinner' }),
  );
  button.setAttribute('aria-describedby', 'reason');
  fragment.append(button, h('p', { part: 'reason', id: 'reason', role: 'status' }), h('p', { part: 'legal' }));
  return fragment;
}
