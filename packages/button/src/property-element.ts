/** How a property and its attribute hang together. */
export interface Property {
  /** Whether there is one, named like the property: `session-url` for `sessionUrl`. Default: true. */
  readonly attribute?: boolean;
  /** Default: text. Of a Boolean attribute "false" reads as false, because frameworks that render before the script arrives write it. */
  readonly type?: typeof Boolean | typeof Number;
  /** What it reads as while nothing is set, and again when the attribute is removed. */
  readonly initial?: unknown;
  /** Whether setting the property sets the attribute. */
  readonly reflect?: boolean;
}

// A server that imports the package has no DOM; it renders the tag alone.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

const byAttribute: Record<string, Property & { readonly name?: string }> = {};
const waiting: PropertyElement[] = [];

/**
 * A custom element whose properties and attributes agree, and which is drawn once for all that changed in a task. By hand, because this is all
 * that the button needs: 0.4 KB where Lit's ReactiveElement takes 2.4 KB, a third of what a shop's page would load before the click.
 */
export abstract class PropertyElement extends Base {
  /** @internal */
  static readonly observedAttributes: string[] = [];
  readonly #values: Record<string, unknown> = {};
  #changed: string[] | undefined;

  /** @internal Before the element is defined. */
  static declare(properties: Readonly<Record<string, Property>>): void {
    for (const [name, property] of Object.entries(properties)) {
      const { attribute: shown = true, initial, reflect } = property;
      const attribute = name.replace(/[A-Z]/, '-$&').toLowerCase();
      if (shown) this.observedAttributes.push(attribute);
      byAttribute[attribute] = { ...property, name };
      Object.defineProperty(this.prototype, name, {
        get(this: PropertyElement) {
          return this.#values[name] ?? initial;
        },
        set(this: PropertyElement, value: string | boolean | null | undefined) {
          if (this.#values[name] === value) return;
          this.#values[name] = value;
          if (reflect) {
            if (value) this.setAttribute(attribute, value === true ? '' : value);
            else this.removeAttribute(attribute);
          }
          this.requestUpdate(name);
        },
      });
    }
  }

  /** @internal Draws soon, once for all calls of this task; not before the element is in a page. */
  requestUpdate(name = ''): void {
    if (!this.#changed) {
      this.#changed = [];
      this.#wait();
    }
    this.#changed.push(name);
  }

  attributeChangedCallback(attribute: string, _before: string | null, text: string | null): void {
    const { name = '', type } = byAttribute[attribute] ?? {};
    this.#values[name] = type === Boolean ? text !== null && text !== 'false' : text && type ? type(text) : text;
    // The browser itself takes disabled="false" for disabled.
    if (type === Boolean && text === 'false') this.removeAttribute(attribute);
    this.requestUpdate(name);
  }

  connectedCallback(): void {
    if (this.shadowRoot) return;
    // Properties set before the script arrived hide the accessors.
    for (const name of Object.keys(this) as (keyof this)[]) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.createRoot();
    this.#changed ??= [];
    this.#wait();
  }

  /** @internal */
  protected abstract createRoot(): void;
  /** @internal */
  protected abstract update(changed: readonly string[]): void;

  /** All that wait in one loop, without a function or a microtask for each: a catalogue has hundreds. */
  #wait(): void {
    if (this.shadowRoot && waiting.push(this) === 1) queueMicrotask(PropertyElement.#updateAll);
  }

  static #updateAll(): void {
    for (const element of waiting.splice(0)) {
      const changed = element.#changed ?? [];
      element.#changed = undefined;
      try {
        element.update(changed);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
