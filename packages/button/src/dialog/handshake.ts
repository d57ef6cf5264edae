/**
 * The page's end of the handshake with the frame. The frame's end is `packages/application/src/frame/page-port.ts`.
 *
 * 1. The frame posts `hello` to its parent. It carries no secret, so its target is `*`.
 * 2. The page takes a `hello` only from its own iframe's window and from the service's origin.
 * 3. The page answers `connect` with a MessagePort, to the service's origin only.
 * 4. The frame takes a `connect` only from its parent, and only from an origin that the shop registered.
 * 5. From then on both talk over the port alone, in JSON text of at most 65,536 characters: version, rising id, type, payload. Each end checks what it
 *    receives and drops everything else.
 * 6. A new `hello` from the same window, after a reload of the frame, replaces the old port.
 */
import { isHello, readFrameToPage } from '@installment-button/protocol/frame-guards';
import type { FrameToPage, PageToFrame, PayloadOf } from '@installment-button/protocol/frame-messages';
import { log } from '../debug.ts';

/** The page's end of the port. */
export interface FramePort {
  /** Sends nothing while no frame has said `hello`. */
  send<Type extends PageToFrame['type']>(type: Type, payload: PayloadOf<Type>): void;
  close(): void;
}

/** Waits for the frame's `hello` and gives the frame a port. */
export function connectFrame(
  frame: HTMLIFrameElement,
  service: string,
  onConnect: () => void,
  onMessage: (message: FrameToPage) => void,
): FramePort {
  const { origin } = new URL(service);
  let port: MessagePort | undefined;
  let lastSent = 0;

  function answerHello(event: MessageEvent<unknown>): void {
    const { source, data } = event;
    if (!isHello(data)) return;
    // Another frame may say the same words, and a script of the page may dispatch an event of its own.
    if (!event.isTrusted || source !== frame.contentWindow || event.origin !== origin || !data.versions.includes(1)) {
      return log('hello dropped from', event.origin);
    }
    port?.close();
    const { port1, port2 } = new MessageChannel();
    let lastReceived = 0;
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = readFrameToPage(data);
      // A closed port may still deliver what was sent before.
      if (port1 !== port || !message || message.id <= lastReceived) return log('message dropped', data);
      lastReceived = message.id;
      onMessage(message);
    };
    frame.contentWindow?.postMessage({ source: 'installment', type: 'connect', version: 1 }, origin, [port2]);
    onConnect();
  }

  addEventListener('message', answerHello);
  return {
    send: (type, payload) => port?.postMessage(JSON.stringify({ version: 1, id: ++lastSent, type, payload })),
    close() {
      removeEventListener('message', answerHello);
      port = void port?.close();
    },
  };
}
