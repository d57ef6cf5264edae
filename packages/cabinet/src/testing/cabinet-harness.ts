import { memoryAddress } from '../state/address.ts';
import { Api } from '../api/api.ts';
import { Cabinet } from '../state/cabinet.ts';
import { InstallmentCabinet } from '../shell/installment-cabinet.ts';
import { CabinetDouble, type DoubleState } from './cabinet-double.ts';
import { startedAt } from './fixtures.ts';

/** A busy machine is slow, not wrong. */
const PATIENCE_MS = 8000;

export interface HarnessOptions {
  path?: string;
  state?: Partial<DoubleState>;
  /** The backend; by default a double with `state`. */
  double?: CabinetDouble;
  /** How the cabinet reaches the backend; by default it calls the double. */
  api?: Api;
  /** The settings that this browser kept. */
  settings?: object;
}

/** A cabinet in a page, and the person who uses it: tests and stories read like what that person does. */
export class CabinetHarness {
  readonly double: CabinetDouble;
  readonly cabinet: Cabinet;
  readonly element = new InstallmentCabinet();
  now = startedAt;

  constructor({ path = '/cabinet/orders', state = {}, settings = {}, ...given }: HarnessOptions = {}) {
    this.double = given.double ?? new CabinetDouble(state);
    this.cabinet = new Cabinet({
      api: given.api ?? new Api(this.double.fetch),
      address: memoryAddress(path),
      live: this.double.live,
      now: () => this.now,
      storage: { getItem: () => JSON.stringify(settings), setItem: () => undefined },
    });
    this.element.cabinet = this.cabinet;
  }

  /** Puts the cabinet into the document and opens it. */
  async arrives(): Promise<void> {
    document.body.append(this.element);
    await this.cabinet.open();
  }

  /** Opens the cabinet and waits for a page with its heading. */
  async opens(): Promise<this> {
    await this.arrives();
    await this.until(() => this.find('h1') !== null, 'a page');
    return this;
  }

  leave(): void {
    this.cabinet.signedOut();
    this.element.remove();
  }

  /** The first element of this selector in the page or in any shadow root of it. */
  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return findIn<Found>(this.element.shadowRoot, selector);
  }

  /** Waits for it. */
  async sees<Found extends Element = HTMLElement>(selector: string): Promise<Found> {
    await this.until(() => this.find(selector) !== null, selector);
    const found = this.find<Found>(selector);
    if (!found) throw new Error(`${selector} went away`);
    return found;
  }

  /** All text of the page. */
  get text(): string {
    return textOf(this.element.shadowRoot).replace(/\s+/g, ' ');
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.until(() => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)), `«${String(text)}»`);
  }

  /** Types into a field in place of what stands there. */
  async types(selector: string, value: string): Promise<void> {
    const field = await this.sees(selector);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error(`${selector} is no field`);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async presses(label: string | RegExp): Promise<void> {
    const fits = (button: Element) => {
      const name = (button.getAttribute('aria-label') ?? button.textContent).replace(/\s+/g, ' ').trim();
      return typeof label === 'string' ? name === label || name.startsWith(`${label} `) : label.test(name);
    };
    const button = () => allIn(this.element.shadowRoot, 'button, a').find(fits);
    await this.until(() => button() !== undefined, `the button ${String(label)}`);
    (button() as HTMLElement).click();
  }

  /** Presses a key where the focus is. */
  key(code: string, init: KeyboardEventInit = {}): void {
    const target = deepActive() ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, composed: true, cancelable: true, ...init }));
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`waited in vain for ${what}; the page reads: ${this.text.slice(0, 600)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

function* roots(root: ShadowRoot | null): Generator<ShadowRoot> {
  if (!root) return;
  yield root;
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) yield* roots(element.shadowRoot);
}

function allIn(root: ShadowRoot | null, selector: string): Element[] {
  return [...roots(root)].flatMap((one) => [...one.querySelectorAll(selector)]);
}

function findIn<Found extends Element>(root: ShadowRoot | null, selector: string): Found | null {
  for (const one of roots(root)) {
    const found = one.querySelector<Found>(selector);
    if (found) return found;
  }
  return null;
}

const textOf = (root: ShadowRoot | null): string =>
  [...roots(root)]
    .flatMap((one) => [...one.children])
    .map((element) => (element instanceof HTMLStyleElement ? '' : element.textContent))
    .join(' ');

function deepActive(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
