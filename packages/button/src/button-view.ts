import { h } from './dom.ts';

/** All that can be seen of a button. */
export interface ButtonState {
  readonly label: string;
  readonly hasIcon: boolean;
  readonly hasPrice: boolean;
  /** Around and in the monthly payment. */
  readonly price: readonly [before: string, sum: string, after: string] | undefined;
  /** The payment is yet to come: only its place is kept. */
  readonly pending: boolean;
  readonly available: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  /** Under the button. */
  readonly reason: string | undefined;
  /** In place of the reason. */
  readonly link: string | undefined;
  /** The reason is news, not a state. */
  readonly alert: boolean;
  readonly legal: string | undefined;
}

/** The shadow tree: made by hand, once, because its shape never changes. Parts that few buttons have are made when they are needed. */
export class ButtonView {
  readonly #label = h('slot', { name: 'label' });
  readonly #icon = h('span', { part: 'icon' }, h('slot', { name: 'icon' }));
  readonly #sum = h('bdi');
  readonly #before = new Text();
  readonly #after = new Text();
  readonly #price = h('span', { part: 'price' }, h('slot', { name: 'price' }, this.#before, this.#sum, this.#after));
  readonly button = h(
    'button',
    { part: 'button', type: 'button' },
    this.#icon,
    h('span', {}, h('span', { part: 'label' }, this.#label), this.#price),
  );
  #drawn: Partial<ButtonState> = {};

  draw(state: ButtonState): void {
    const { button } = this;
    const { label, hasIcon, hasPrice, price, pending, available, disabled, busy, reason, link, alert, legal } = state;
    const before = this.#drawn;
    this.#drawn = state;
    const changed = (...names: (keyof ButtonState)[]) => names.some((name) => before[name] !== state[name]);

    if (changed('label')) this.#label.textContent = label;
    this.#icon.hidden = !hasIcon;
    this.#price.hidden = !hasPrice;
    this.#price.style.visibility = pending ? 'hidden' : '';
    [this.#before.data, this.#sum.textContent, this.#after.data] = price ?? ['', '', ''];
    button.className = `${hasPrice ? 'two' : ''} ${available ? '' : 'off'}`;
    button.disabled = disabled;
    button.ariaDisabled = available ? null : 'true';
    button.ariaBusy = busy ? 'true' : null;
    if (changed('busy')) this.#set(button, 'spinner', busy && []);
    if (changed('legal')) this.#set(undefined, 'legal', legal && [legal]);
    if (changed('reason', 'link', 'alert')) {
      const content = link ? [h('a', { href: link, target: '_blank' }, reason ?? '')] : reason && [reason];
      const element = this.#set(undefined, 'reason', content);
      if (element && alert) element.role = 'alert';
      button.setAttribute('aria-describedby', 'reason');
    }
  }

  /** The part with this content, or no such part. */
  #set(
    inside: HTMLElement | undefined,
    part: string,
    content: readonly (Node | string)[] | '' | false | undefined,
  ): HTMLElement | undefined {
    const root = this.button.parentNode;
    root?.querySelector(`[part=${part}]`)?.remove();
    if (!content) return undefined;
    const element = h('span', { part, id: part }, ...content);
    if (inside) inside.append(element);
    else root?.append(element);
    return element;
  }
}
