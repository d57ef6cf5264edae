import {
  type Connect,
  connectSchema,
  type FrameToPage,
  type Hello,
  type PageToFrame,
  parsePageToFrame,
  type PayloadOf,
} from '@installment-button/protocol/frame-messages';
import { maxFrameMessageLength } from '@installment-button/protocol/frame-guards';

/** The frame's end of the talk with the shop's page. */
export interface PagePort {
  /** Of the page that we are connected to. */
  readonly origin: string | null;
  /** Waits for the connection where there is none yet. */
  send<Type extends FrameToPage['type']>(type: Type, payload: PayloadOf<Type>): void;
  close(): void;
}

export interface PagePortOptions {
  /** Of the shop, registered; a `connect` from elsewhere is not taken. */
  origins: readonly string[];
  onMessage: (message: PageToFrame) => void;
  /** This window; another in tests. */
  own?: FrameWindow;
}

/** A window with a parent, as far as the talk needs one. */
export interface FrameWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
}

/** Says hello to the parent and waits for its port. Only for a page that has a parent. */
export function openPagePort({ origins, onMessage, own = window }: PagePortOptions): PagePort {
  const parent = own.parent;
  let port: MessagePort | null = null;
  let origin: string | null = null;
  let sent = 0;
  const waiting: string[] = [];

  const take = (event: Event) => {
    if (!(event instanceof MessageEvent) || event.source !== parent || !origins.includes(event.origin)) return;
    const [offered] = event.ports;
    if (!offered || !connectSchema.safeParse(event.data).success) return;
    port?.close();
    port = offered;
    origin = event.origin;
    listen(offered, onMessage);
    for (const text of waiting.splice(0)) port.postMessage(text);
  };
  own.addEventListener('message', take);

  const hello: Hello = { source: 'installment', type: 'hello', versions: [1] satisfies Connect['version'][] };
  parent.postMessage(hello, '*');

  return {
    get origin() {
      return origin;
    },
    send(type, payload) {
      const text = JSON.stringify({ version: 1, id: ++sent, type, payload });
      if (text.length > maxFrameMessageLength) return;
      if (port) port.postMessage(text);
      else waiting.push(text);
    },
    close() {
      own.removeEventListener('message', take);
      port?.close();
      port = null;
    },
  };
}

// Each sender's ids rise: what comes again or out of order was not said by the page that we know.
function listen(port: MessagePort, onMessage: (message: PageToFrame) => void): void {
  let last = 0;
  port.onmessage = (event: MessageEvent<unknown>) => {
    const message = parsePageToFrame(event.data);
    if (!message || message.id <= last) return;
    last = message.id;
    onMessage(message);
  };
}
