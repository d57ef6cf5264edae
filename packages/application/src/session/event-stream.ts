import {
  sessionEventSchemas,
  type DecisionEvent,
  type DeadlineEvent,
  type SigningEvent,
  type StatusEvent,
} from '@installment-button/protocol/buyer-api';
import { createEventSource } from 'eventsource-client';

export type StreamEvent =
  | { name: 'decision'; data: DecisionEvent }
  | { name: 'status'; data: StatusEvent }
  | { name: 'signing'; data: SigningEvent }
  | { name: 'deadline'; data: DeadlineEvent };

export interface StreamOptions {
  service: string;
  token: string;
  fetch: typeof globalThis.fetch;
  onEvent: (event: StreamEvent) => void;
  /** The first byte of a connection arrived. */
  onOpen: () => void;
  /** The connection broke. The next attempt starts by itself after this many milliseconds. */
  onLost: (delayMs: number) => void;
  /** A connection said nothing at all: something between the page and the service keeps the stream back. The stream is closed. */
  onMute: () => void;
  /** The token has ended. The stream is closed. */
  onRefused: () => void;
}

export interface Stream {
  /** Starts the next attempt now. */
  reconnect(): void;
  close(): void;
}

/** The service writes its first bytes at once, so a longer silence after the request means that they are kept back on the way. */
const firstByteMs = 10_000;
/** The service writes something every 15 s, so a longer silence means that the connection is dead. */
const silenceMs = 40_000;

/**
 * The live events of an order: server-sent events with a Bearer header, which the browser's own `EventSource` cannot send.
 *
 * How the page misses nothing, and never waits on a connection that says nothing:
 *
 * 1. The service numbers the events of an order without a gap. Each event carries its number as `id`.
 * 2. This file keeps the last `id` and sends it as `Last-Event-ID` with every later request.
 * 3. The service answers with all events after that number. Without the header it starts with everything that has happened.
 * 4. `signing` and `deadline` describe a present state and carry no `id`. Every connection starts with them.
 * 5. An event may arrive twice. `applyEvent` makes the second one change nothing.
 * 6. A connection counts as open with its first byte. Headers prove nothing: an antivirus or a proxy may pass them on and keep the body.
 * 7. The time runs from the request on. No byte within 10 s: `onMute`, and the caller polls instead.
 * 8. After the first byte, 40 s of silence: the connection is dead, and the next one starts at once.
 * 9. A connection that breaks is opened again after the pause that the service asked for.
 * 10. 401 or 403: the token has ended, so no attempt follows.
 */
export function openStream(options: StreamOptions): Stream {
  let lastEventId: string | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  let client = connect();

  function expectByte(withinMs: number, otherwise: () => void): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(otherwise, withinMs);
  }

  function byteArrived(): void {
    expectByte(silenceMs, reconnect);
    if (isOpen) return;
    isOpen = true;
    options.onOpen();
  }

  function close(): void {
    clearTimeout(watchdog);
    client.close();
  }

  function reconnect(): void {
    close();
    client = connect();
  }

  function connect() {
    return createEventSource({
      url: `${options.service}/v1/session/events`,
      headers: { authorization: `Bearer ${options.token}` },
      credentials: 'omit',
      ...(lastEventId === undefined ? {} : { initialLastEventId: lastEventId }),
      fetch: async (url, init) => {
        isOpen = false;
        expectByte(firstByteMs, () => {
          close();
          options.onMute();
        });
        const response = await options.fetch(url, init);
        if (response.ok) return response;
        if (response.status !== 401 && response.status !== 403) throw new Error(`The stream answered ${response.status}`);
        close();
        options.onRefused();
        throw new DOMException('The token has ended', 'AbortError');
      },
      onComment: byteArrived,
      onMessage: ({ id, event, data }) => {
        byteArrived();
        if (id !== undefined) lastEventId = id;
        const read = readEvent(event, data);
        if (read) options.onEvent(read);
      },
      onScheduleReconnect: ({ delay }) => {
        clearTimeout(watchdog);
        options.onLost(delay);
      },
    });
  }

  return { reconnect, close };
}

/** Returns undefined for an event whose name or shape this page does not know: a newer service may send more. */
function readEvent(name: string | undefined, text: string): StreamEvent | undefined {
  const read = <Data>(schema: { safeParse(value: unknown): { success: true; data: Data } | { success: false } }) => {
    const result = schema.safeParse(readJson(text));
    return result.success ? result.data : undefined;
  };
  switch (name) {
    case 'decision': {
      const data = read(sessionEventSchemas.decision);
      return data && { name, data };
    }
    case 'status': {
      const data = read(sessionEventSchemas.status);
      return data && { name, data };
    }
    case 'signing': {
      const data = read(sessionEventSchemas.signing);
      return data && { name, data };
    }
    case 'deadline': {
      const data = read(sessionEventSchemas.deadline);
      return data && { name, data };
    }
    default:
      return undefined;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
