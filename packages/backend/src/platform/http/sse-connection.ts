import type { ServerResponse } from 'node:http';

/** One event of a stream. An event with `id` can be resumed after; an event without `id` tells a present state. */
export interface StreamEvent {
  event: string;
  data: unknown;
  id?: number;
}

/** What a reader is sent at one time. */
export interface News {
  /** What happened since the reader's cursor, in order. */
  events: StreamEvent[];
  /** Present states. Each is sent when it differs from what this reader was sent last. */
  present: StreamEvent[];
  cursor: number;
  /** The reader may read no further. */
  ended: boolean;
}

/** One open connection of server-sent events, and up to which number its reader knows the events. */
export class SseConnection<Subject> {
  readonly subject: Subject;
  readonly response: ServerResponse;
  cursor: number;
  /** Heartbeats since the reader stopped taking data in; null: it takes data in. Nothing is read for a blocked reader. */
  blockedHeartbeats: number | null = null;
  lookedAt = -Infinity;
  readonly #sentStates = new Map<string, string>();

  constructor(subject: Subject, response: ServerResponse, cursor: number) {
    this.subject = subject;
    this.response = response;
    this.cursor = cursor;
  }

  write(text: string): void {
    if (!this.response.write(text)) this.blockedHeartbeats ??= 0;
  }

  tell({ events, present, cursor }: News): void {
    const lines = events.map(eventLines);
    for (const state of present) {
      const text = eventLines(state);
      if (this.#sentStates.get(state.event) === text) continue;
      this.#sentStates.set(state.event, text);
      lines.push(text);
    }
    this.cursor = cursor;
    if (lines.length > 0) this.write(lines.join(''));
  }
}

function eventLines({ event, data, id }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
