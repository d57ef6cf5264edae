import { LitElement } from 'lit';
import { InstallmentApplication } from '../application.ts';
import type { BuyerTokenStore } from '../session/buyer-token.ts';
import { BuyerSession } from '../session/buyer-session.ts';
import type { Place } from '../frame/place.ts';
import type { PagePort } from '../frame/page-port.ts';
import { buyerToken, orderId, sessionToken, startedAt } from './fixtures.ts';
import { ServiceDouble } from './service-double.ts';

/** On a busy machine the test server sends chunks slowly. */
const SETTLE_LIMIT_MS = 10_000;

export interface ApplicationHarnessOptions {
  session?: ConstructorParameters<typeof ServiceDouble>[0];
  proven?: boolean;
  place?: Partial<Place>;
}

/** A buyer at the page. Tests read as a story with it. */
export class ApplicationHarness {
  readonly service: ServiceDouble;
  readonly buyerSession: BuyerSession;
  readonly element = new InstallmentApplication();
  /** Messages that the frame sent to the shop's page. */
  readonly told: { type: string; payload: unknown }[] = [];
  now = startedAt;
  token: string | null;

  constructor({ session = {}, proven = true, place = {} }: ApplicationHarnessOptions = {}) {
    this.service = new ServiceDouble({ now: () => this.now, ...session });
    this.token = proven ? buyerToken : null;
    const tokens: BuyerTokenStore = { read: () => this.token, write: (token) => void (this.token = token) };
    this.buyerSession = new BuyerSession({
      place: {
        orderId,
        session: sessionToken,
        theme: 'light',
        locale: 'ru',
        service: location.origin,
        origins: [],
        framed: true,
        widgetFrame: null,
        widgetReturns: false,
        ...place,
      },
      clock: { now: () => this.now },
      fetch: this.service.fetch,
      tokens: () => tokens,
      firstStep: { read: () => null, write: () => undefined, erase: () => undefined },
    });
    const port: PagePort = {
      origin: 'https://shop.example',
      send: (type, payload) => void this.told.push({ type, payload }),
      close: () => undefined,
    };
    if (this.buyerSession.place.framed) this.buyerSession.port = port;
    this.element.buyerSession = this.buyerSession;
    document.body.append(this.element);
  }

  async opens(): Promise<void> {
    await this.buyerSession.load();
    await this.until(() => Boolean(this.root.querySelector('h1')), 'a screen');
  }

  leave(): void {
    this.buyerSession.dispose();
    this.element.remove();
  }

  /** The root of the screen, or of the part that the screen shows instead of itself. */
  get root(): ParentNode {
    const step = this.element.shadowRoot?.querySelector('.column')?.firstElementChild;
    if (!step?.shadowRoot) throw new Error('No screen is shown');
    return 'screenRoot' in step ? (step.screenRoot as ParentNode) : step.shadowRoot;
  }

  find<Found extends HTMLElement>(selector: string): Found {
    const found = this.root.querySelector<Found>(selector);
    if (!found) throw new Error(`Not on this screen: ${selector}`);
    return found;
  }

  get heading(): string {
    return this.find('h1').textContent?.trim() ?? '';
  }

  get text(): string {
    return (this.root.querySelector('.screen')?.textContent ?? '').replace(/[\s\u00a0]+/g, ' ');
  }

  async fill(id: string, text: string): Promise<void> {
    const field = this.find<HTMLInputElement>(`#${id}`);
    field.value = text;
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    field.dispatchEvent(new FocusEvent('blur'));
    await this.settles();
  }

  async presses(selector = '.foot .button'): Promise<void> {
    this.find(selector).click();
    await this.settles();
  }

  async typesCode(code: string): Promise<void> {
    const input = this.find('code-entry').shadowRoot?.querySelector('ui-code-input')?.shadowRoot?.querySelector('input');
    if (!input) throw new Error('There is no code to type');
    input.value = code;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.settles();
  }

  /** Waits until nothing moves: answers and chunks have arrived, every element is drawn. */
  async settles(): Promise<void> {
    const end = performance.now() + SETTLE_LIMIT_MS;
    // An answer that arrives in a quiet task is drawn in the next task.
    for (let quietTasks = 0; quietTasks < 2;) {
      await new Promise((resolve) => setTimeout(resolve));
      quietTasks = this.isQuiet ? quietTasks + 1 : 0;
      if (performance.now() > end) throw new Error(`The page never came to rest; open calls: ${this.service.openCalls}`);
    }
  }

  private get isQuiet(): boolean {
    const loading = this.element.shadowRoot?.querySelector('.loading');
    return this.service.openCalls === 0 && !loading && !elementsBelow(this.element).some(isPending);
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    for (let turn = 0; turn < 300; turn++) {
      if (this.holds(isSo)) return this.settles();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Never came: ${what}`);
  }

  /** Between two screens there is no screen to look at. */
  private holds(isSo: () => boolean): boolean {
    try {
      return isSo();
    } catch {
      return false;
    }
  }
}

function elementsBelow(element: Element): Element[] {
  const children = [...(element.shadowRoot?.children ?? []), ...element.children];
  return [element, ...children.flatMap(elementsBelow)];
}

const isPending = (element: Element) => element instanceof LitElement && element.isUpdatePending;
