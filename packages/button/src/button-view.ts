import { h } from './dom.ts';

/** All that can be seen of a button. */
export interface ButtonState {
  /** Variant, size and the rest, as classes. */
  readonly look: string;
  readonly label: string;
  readonly hasIcon: boolean;
  readonly hasPrice: boolean;
  /** Before, in and after the sum of the second line. */
  readonly price: readonly string[];
  /** The payment is yet to come: only its place is kept. */
  readonly pending: boolean;
  readonly available: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  /** Under the button. */
  readonly reason: string | undefined;
  /** What the reason links to. */
  readonly link: string | undefined;
  readonly legal: string | undefined;
}

export interface ButtonView {
  readonly button: HTMLButtonElement;
  draw(state: ButtonState): void;
}

/** The shadow tree: made by hand, once, because its shape never changes. Parts that few buttons have are made when they are needed. */
export function buildView(): ButtonView {
  const label = h('slot', { name: 'label' });
  const icon = h('span', { part: 'icon' }, h('slot', { name: 'icon' }));
  const price = h('slot', { name: 'price' });
  const second = h('small', { part: 'price' }, price);
  const lines = h('span', {}, h('span', { part: 'label' }, label), second);
  const button = h('button', { part: 'button', type: 'button', 'aria-describedby': 'reason' }, icon, lines);
  let drawn: Partial<ButtonState> = {};

  function draw(state: ButtonState): void {
    const { hasIcon, hasPrice, pending, available, busy, reason, link } = state;
    const place = (name: 'busy' | 'reason' | 'legal', parent: Node, tag: 'i' | 'p', part: string, content?: Node | string | false) => {
      if (drawn[name] === state[name]) return;
      button.parentNode?.querySelector(`[part=${part}]`)?.remove();
      if (state[name]) parent.appendChild(h(tag, { part, id: part, role: 'status' }, content || ''));
    };
    // Another fallback content is a slotchange too, which draws again.
    if (drawn.label !== state.label) label.textContent = state.label;
    icon.hidden = !hasIcon;
    second.hidden = !hasPrice;
    second.style.visibility = pending ? 'hidden' : '';
    if (`${drawn.price}` !== `${state.price}`)
      price.replaceChildren(...state.price.map((text, index) => (index === 1 ? h('bdi', {}, text) : text)));
    button.className = state.look;
    button.disabled = state.disabled;
    button.ariaDisabled = `${!available}`;
    button.ariaBusy = `${busy}`;
    place('busy', button, 'i', 'spinner');
    const root = button.getRootNode();
    place('reason', root, 'p', 'reason', link ? h('a', { href: link, target: '_blank' }, reason ?? '') : reason);
    place('legal', root, 'p', 'legal', state.legal);
    drawn = state;
  }
  return { button, draw };
}
