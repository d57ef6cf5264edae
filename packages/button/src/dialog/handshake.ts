import { isHello, readFrameToPage } from '@installment-button/protocol/frame-guards';
import type { FrameToPage, PageToFrame, PayloadOf } from '@installment-button/protocol/frame-messages';
import { log } from '../debug.ts';

/** The page's end of the wire to its frame. */
export interface Wire {
  /** Nothing happens while no frame has said hello. */
  send<Type extends PageToFrame['type']>(type: Type, payload: PayloadOf<Type>): void;
  end(): void;
}

/** Waits for the frame's hello and hands it a port; a new hello from the same window replaces the old port. */
export function wire(frame: HTMLIFrameElement, origin: string, connected: () => void, received: (message: FrameToPage) => void): Wire {
  let port: MessagePort | undefined;
  let sent = 0;

  function greet(event: MessageEvent<unknown>): void {
    const { source, data } = event;
    if (!isHello(data)) return;
    // A look-alike frame may say the same words, and a script of the page may forge an event.
    if (!event.isTrusted || source !== frame.contentWindow || event.origin !== origin || !data.versions.includes(1)) {
      return log('hello dropped from', event.origin);
    }
    port?.close();
    const { port1, port2 } = new MessageChannel();
    let lastId = 0;
    port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = readFrameToPage(data);
      // A closed port may still have messages on the way.
      if (port1 !== port || !message || message.id <= lastId) return log('message dropped', data);
      lastId = message.id;
      received(message);
    };
    frame.contentWindow?.postMessage({ source: 'installment', type: 'connect', version: 1 }, origin, [port2]);
    connected();
  }

  addEventListener('message', greet);
  return {
    send: (type, payload) => port?.postMessage(JSON.stringify({ version: 1, id: ++sent, type, payload })),
    end() {
      removeEventListener('message', greet);
      port = void port?.close();
    },
  };
}
