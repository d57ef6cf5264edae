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
  /** The connection stands (again): what it begins with brings everything up to date. */
  onOpen: () => void;
  /** The connection is gone; the next try comes by itself after so many milliseconds. */
  onLost: (delayMs: number) => void;
  /** The token has ended: no more tries. */
  onRefused: () => void;
}

export interface Stream {
  /** Does not wait for the next try. */
  reconnect(): void;
  close(): void;
}

/** The server says something at least every 15 s; after so long a silence the line is dead, whatever the network layer believes. */
const silenceMs = 40_000;

/** The live answers: server-sent events with a Bearer header, which the browser's own EventSource cannot send. */
export function openStream(options: StreamOptions): Stream {
  let lastEventId: string | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let client = connect();

  function heard(): void {
    clearTimeout(watchdog);
    watchdog = setTimeout(reconnect, silenceMs);
  }

  function reconnect(): void {
    client.close();
    client = connect();
  }

  function connect() {
    return createEventSource({
      url: `${options.service}/v1/session/events`,
      headers: { authorization: `Bearer ${options.token}` },
      credentials: 'omit',
      ...(lastEventId === undefined ? {} : { initialLastEventId: lastEventId }),
      fetch: async (url, init) => {
        const response = await options.fetch(url, init);
        if (response.ok) {
          heard();
          options.onOpen();
        } else if (response.status === 401 || response.status === 403) {
          client.close();
          options.onRefused();
          throw new DOMException('refused', 'AbortError');
        } else throw new Error('The stream is not there');
        return response;
      },
      onComment: heard,
      onMessage: ({ id, event, data }) => {
        heard();
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

  return {
    reconnect,
    close() {
      clearTimeout(watchdog);
      client.close();
    },
  };
}

/** An event of a name or shape that this page does not know is passed over: a newer server may send more. */
function readEvent(name: string | undefined, text: string): StreamEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  switch (name) {
    case 'decision': {
      const result = sessionEventSchemas.decision.safeParse(json);
      return result.success ? { name, data: result.data } : undefined;
    }
    case 'status': {
      const result = sessionEventSchemas.status.safeParse(json);
      return result.success ? { name, data: result.data } : undefined;
    }
    case 'signing': {
      const result = sessionEventSchemas.signing.safeParse(json);
      return result.success ? { name, data: result.data } : undefined;
    }
    case 'deadline': {
      const result = sessionEventSchemas.deadline.safeParse(json);
      return result.success ? { name, data: result.data } : undefined;
    }
    default:
      return undefined;
  }
}
