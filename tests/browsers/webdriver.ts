import { waitFor } from '../support/wait-for.ts';

/** An element as W3C WebDriver writes it: its id under a name that the standard fixes. */
export type WebDriverElement = Record<string, string>;

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

const press = [
  { type: 'pointerDown', button: 0 },
  { type: 'pointerUp', button: 0 },
];

/** The few commands of W3C WebDriver that the buyer's way needs. */
export interface WebDriverSession {
  version: string;
  goTo(url: string): Promise<void>;
  run<Result = unknown>(script: string, ...args: unknown[]): Promise<Result>;
  enterFrame(frame: WebDriverElement): Promise<void>;
  leaveFrames(): Promise<void>;
  /** Moves the mouse there and presses: the driver's own click knows no shadow trees, and finds the element covered by its host. */
  click(element: WebDriverElement): Promise<void>;
  type(element: WebDriverElement, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openSession(driver: string, capabilities: Record<string, unknown>): Promise<WebDriverSession> {
  const call = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const response = await fetch(driver + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await waitFor('the driver', () =>
    fetch(`${driver}/status`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const { sessionId, capabilities: given } = await call<{ sessionId: string; capabilities: { browserVersion?: string } }>(
    'POST',
    '/session',
    {
      capabilities: { alwaysMatch: capabilities },
    },
  );
  const session = `/session/${sessionId}`;
  const post = (path: string, body: object = {}) => call<void>('POST', session + path, body);
  const run = <Result>(script: string, ...args: unknown[]) => call<Result>('POST', `${session}/execute/sync`, { script, args });
  return {
    version: given.browserVersion ?? '',
    goTo: (url) => post('/url', { url }),
    run,
    enterFrame: (frame) => post('/frame', { id: frame }),
    leaveFrames: () => post('/frame', { id: null }),
    async click(element) {
      await run(`arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })`, element);
      const actions = [{ type: 'pointerMove', duration: 0, origin: element, x: 0, y: 0 }, ...press];
      await post('/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
    },
    type: (element, text) => post(`/element/${element[elementKey]}/value`, { text }),
    close: () => call<void>('DELETE', session),
  };
}
