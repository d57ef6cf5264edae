import {
  type Connect,
  connectSchema,
  type FrameToPage,
  type Hello,
  type PageToFrame,
  parsePageToFrame,
  type PayloadOf,
} from '@installment-button/protocol/frame-messages';
import { maxFrameMessageLength } from '@installment-button/protocol/frame-message-length';

/** The frame's end of the connection to the shop's page. */
export interface PagePort {
  /** Origin of the connected page; null before the connection. */
  readonly origin: string | null;
  /** Sends a message, or keeps it until the page is connected. */
  send<Type extends FrameToPage['type']>(type: Type, payload: PayloadOf<Type>): void;
  close(): void;
}

export interface PagePortOptions {
  /** The shop's registered origins. */
  origins: readonly string[];
  onMessage: (message: PageToFrame) => void;
  /** This window; a double in tests. */
  own?: FrameWindow;
}

/** The part of a window that the handshake needs. */
export interface FrameWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
}

/**
 * Connects the frame to the shop's page, if there is one around it. The page's end is `packages/button/src/dialog/handshake.ts`. The handshake,
 * at the frame's end:
 *
 * 1. The frame posts `hello` to its parent, with every version that it speaks. It does not know the parent's origin yet and `hello` carries
 *    nothing else, so the target is `*`.
 * 2. The page answers with `connect` and a `MessagePort`. The frame takes `connect` only from its parent window and only from a registered
 *    origin. Everything else is ignored without an answer.
 * 3. What the frame said before the connection was kept, and goes out now, in order.
 * 4. Both sides then send JSON text over the port: at most 65,536 characters, with an `id` that rises. The frame parses each message with
 *    zod and drops anything else.
 * 5. A message whose `id` is not above the last one is dropped: it is a copy, or it was not sent by the page that the frame knows.
 * 6. A second `connect` replaces the port. The page's numbers then begin anew.
 */
export function openPagePort({ origins, onMessage, own = window }: PagePortOptions): PagePort {
  const parent = own.parent;
  let port: MessagePort | null = null;
  let origin: string | null = null;
  let lastSentId = 0;
  const waiting: string[] = [];

  const takeConnect = (event: Event) => {
    if (!(event instanceof MessageEvent) || event.source !== parent || !origins.includes(event.origin)) return;
    const [offered] = event.ports;
    if (!offered || !connectSchema.safeParse(event.data).success) return;
    port?.close();
    port = offered;
    origin = event.origin;
    listen(offered, onMessage);
    for (const text of waiting.splice(0)) port.postMessage(text);
  };
  own.addEventListener('message', takeConnect);

  const hello: Hello = { source: 'installment', type: 'hello', versions: [1] satisfies Connect['version'][] };
  parent.postMessage(hello, '*');

  return {
    get origin() {
      return origin;
    },
    send(type, payload) {
      const text = JSON.stringify({ version: 1, id: ++lastSentId, type, payload });
      if (text.length > maxFrameMessageLength) return;
      if (port) port.postMessage(text);
      else waiting.push(text);
    },
    close() {
      own.removeEventListener('message', takeConnect);
      port?.close();
      port = null;
    },
  };
}

function listen(port: MessagePort, onMessage: (message: PageToFrame) => void): void {
  let lastId = 0;
  port.onmessage = (event: MessageEvent<unknown>) => {
    const message = parsePageToFrame(event.data);
    if (!message || message.id <= lastId) return;
    lastId = message.id;
    onMessage(message);
  };
}
