import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { SECOND } from '../clock.ts';
import type { PlatformContext } from '../platform-context.ts';

/** One event of a stream. A stream resumes after an event with an `id`; an event without one shows a present state. */
export interface StreamEvent {
  event: string;
  data: unknown;
  id?: number;
}

/** A reader, and the number of the last event that it has. */
export interface Reader<Subject> {
  subject: Subject;
  cursor: number;
}

export interface News {
  /** The events after the reader's cursor, in their order. */
  events: StreamEvent[];
  /** Present states. Each is sent when it differs from what this reader was sent last. */
  present: StreamEvent[];
  cursor: number;
  /** The reader may read no further. */
  ended: boolean;
}

export interface StreamSource<Subject> {
  /** The topic whose wake-ups announce news of a subject. */
  topicOf(subject: Subject): string;
  /** One read for all readers that ask at the same moment. */
  catchUp(readers: Reader<Subject>[]): Promise<Map<Reader<Subject>, News>>;
  /** How many streams of a topic may be open on a node; another one ends the oldest. Default: 20. */
  most?: number;
  /** Called every 15 s with all open readers. */
  stillOpen?(readers: Reader<Subject>[]): Promise<void>;
}

export interface Streams<Subject> {
  /** Takes the reply over. `after`: the number from `Last-Event-ID`. */
  open(reply: FastifyReply, subject: Subject, after: number): void;
  /** Ends all streams. Their clients connect again, to another node or after the restart. */
  close(): void;
}

/** The longest delay after a lost wake-up. */
const POLL_MS = SECOND;
/** The poll reads a part of the streams at a time, so that a thousand streams without news do not delay the one that has some. */
const POLL_STEP_MS = 100;
const POLL_STEP_LEAST = 20;
const HEARTBEAT_MS = 15 * SECOND;
/** A client that reads nothing for this many heartbeats is disconnected. */
const BLOCKED_HEARTBEATS = 2;
const MOST_A_TOPIC = 20;
const RECONNECT_MS = SECOND;

class Stream<Subject> implements Reader<Subject> {
  readonly subject: Subject;
  readonly response: ServerResponse;
  cursor: number;
  /** Counts heartbeats while the client is slow: nothing is read for it until it has taken what was written. */
  blockedHeartbeats: number | null = null;
  lookedAt = -Infinity;
  readonly sentStates = new Map<string, string>();

  constructor(subject: Subject, response: ServerResponse, cursor: number) {
    this.subject = subject;
    this.response = response;
    this.cursor = cursor;
  }

  write(text: string): void {
    if (!this.response.write(text)) this.blockedHeartbeats ??= 0;
  }

  send({ events, present, cursor }: News): void {
    const lines = events.map(eventLines);
    for (const state of present) {
      const text = eventLines(state);
      if (this.sentStates.get(state.event) === text) continue;
      this.sentStates.set(state.event, text);
      lines.push(text);
    }
    this.cursor = cursor;
    if (lines.length > 0) this.write(lines.join(''));
  }
}

function eventLines({ event, data, id }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Server-sent events of one kind. A wake-up marks the streams of its topic, and one catch-up query serves all marked streams. */
export function createStreams<Subject>(context: PlatformContext, source: StreamSource<Subject>): Streams<Subject> {
  const open = new Map<Stream<Subject>, () => void>();
  let awake = new Set<Stream<Subject>>();
  let reading = false;
  let closed = false;

  const wake = (stream: Stream<Subject>) => {
    awake.add(stream);
    if (!reading) void read();
  };

  async function read(): Promise<void> {
    reading = true;
    // Wake-ups of the same moment share one query.
    await Promise.resolve();
    while (awake.size > 0) {
      const batch = [...awake].filter((stream) => open.has(stream) && stream.blockedHeartbeats === null);
      awake = new Set();
      if (batch.length === 0) break;
      const now = performance.now();
      for (const stream of batch) stream.lookedAt = now;
      try {
        const found = await source.catchUp(batch);
        for (const stream of batch) {
          const news = found.get(stream);
          if (!news || !open.has(stream)) continue;
          stream.send(news);
          if (news.ended) end(stream);
        }
      } catch (error) {
        // The poll will read again: streams survive a restart of the database.
        context.log.warn({ err: error }, 'streams could not be read');
        break;
      }
    }
    reading = false;
  }

  function end(stream: Stream<Subject>): void {
    remove(stream);
    stream.response.end();
  }

  function remove(stream: Stream<Subject>): void {
    const stop = open.get(stream);
    if (!stop) return;
    open.delete(stream);
    stop();
    context.metrics.streams.dec();
  }

  const poll = setInterval(() => {
    const due = performance.now() - POLL_MS;
    let most = Math.max(POLL_STEP_LEAST, Math.ceil((open.size * POLL_STEP_MS) / POLL_MS));
    for (const stream of open.keys()) {
      if (stream.lookedAt > due || stream.blockedHeartbeats !== null) continue;
      wake(stream);
      if (--most === 0) break;
    }
  }, POLL_STEP_MS).unref();
  const heartbeat = setInterval(() => {
    for (const stream of open.keys()) {
      if (stream.blockedHeartbeats === null) stream.write(': still here\n\n');
      else if (++stream.blockedHeartbeats > BLOCKED_HEARTBEATS) {
        remove(stream);
        stream.response.destroy();
      }
    }
    if (open.size > 0)
      source.stillOpen?.([...open.keys()]).catch((error: unknown) => context.log.warn({ err: error }, 'streams were not noted'));
  }, HEARTBEAT_MS).unref();

  return {
    open(reply, subject, after) {
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        // The connection ends with its stream, so that a drain need not wait for an idle connection.
        connection: 'close',
        'x-request-id': reply.request.id,
        'x-content-type-options': 'nosniff',
      });
      if (closed) return void response.end();
      const topic = source.topicOf(subject);
      const same = [...open.keys()].filter((other) => source.topicOf(other.subject) === topic);
      if (same[0] && same.length >= (source.most ?? MOST_A_TOPIC)) end(same[0]);
      const stream = new Stream(subject, response, after);
      open.set(
        stream,
        context.wakeUps.onWake(topic, () => wake(stream)),
      );
      context.metrics.streams.inc();
      response.on('close', () => remove(stream));
      response.on('drain', () => {
        stream.blockedHeartbeats = null;
        wake(stream);
      });
      stream.write(`retry: ${RECONNECT_MS}\n\n`);
      wake(stream);
    },

    close() {
      closed = true;
      clearInterval(poll);
      clearInterval(heartbeat);
      [...open.keys()].forEach(end);
    },
  };
}
