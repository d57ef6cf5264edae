import { isHello, readFrameToPage } from '@installment-button/protocol/frame-guards';
import type { FrameToPage, PageToFrame } from '@installment-button/protocol/frame-messages';
import { log } from '../debug.ts';

type Message = PageToFrame extends infer One ? (One extends PageToFrame ? Pick<One, 'type' | 'payload'> : never) : never;

/** The page's end of the wire to its frame. */
export interface Wire {
  /** Nothing happens while no frame has said hello. */
  send(message: Message): void;
  end(): void;
}

/** Waits for the frame's hello and hands it a port; a new hello from the same window replaces the old port. */
export function wire(frame: HTMLIFrameElement, origin: string, connected: () => void, received: (message: FrameToPage) => void): Wire {
  let port: MessagePort | undefined;
  let sent = 0;

  const greet = (event: MessageEvent<unknown>) => {
    const { source, data } = event;
    if (!isHello(data)) return;
    // A look-alike frame may say the same words; a script of the page may forge an event.
    if (!event.isTrusted || !source || source !== frame.contentWindow || event.origin !== origin || !data.versions.includes(1)) {
      return log('hello dropped from', event.origin);
    }
    port?.close();
    const channel = new MessageChannel();
    const own = (port = channel.port1);
    let last = 0;
    own.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = readFrameToPage(data);
      // A closed port may still have messages on the way.
      if (own !== port || !message || message.id <= last) return log('message dropped', data);
      last = message.id;
      received(message);
    };
    frame.contentWindow?.postMessage({ source: 'installment', type: 'connect', version: 1 }, origin, [channel.port2]);
    connected();
  };

  addEventListener('message', greet);
  return {
    send: (message) => port?.postMessage(JSON.stringify({ version: 1, id: ++sent, ...message })),
    end() {
      removeEventListener('message', greet);
      port?.close();
      port = undefined;
    },
  };
}
