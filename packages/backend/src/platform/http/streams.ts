import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { SECOND } from '../clock.ts';
import type { PlatformContext } from '../platform-context.ts';

/** One event of a stream. With `id` it can be resumed after; without it tells a present state. */
export interface StreamEvent {
  event: string;
  data: unknown;
  id?: number;
}

/** Somebody who reads: what, and up to which number they know it. */
export interface Reader<Subject> {
  subject: Subject;
  cursor: number;
}

export interface News {
  /** What happened since the reader's cursor, in order. */
  events: StreamEvent[];
  /** How things stand now; each is sent when it differs from what this reader was told last. */
  present: StreamEvent[];
  cursor: number;
  /** The reader may read no further. */
  ended: boolean;
}

export interface StreamSource<Subject> {
  /** Woken when a subject has news. */
  topicOf(subject: Subject): string;
  /** One read for all readers that ask, not one each. */
  catchUp(readers: Reader<Subject>[]): Promise<Map<Reader<Subject>, News>>;
  /** Streams a topic may have open here; beyond it the oldest ends. Default: 20. */
  most?: number;
  /** Now and then, with all that are open. */
  stillOpen?(readers: Reader<Subject>[]): Promise<void>;
}

export interface Streams<Subject> {
  /** Takes the reply over; `after` is the number from `Last-Event-ID`. */
  open(reply: FastifyReply, subject: Subject, after: number): void;
  /** Ends all: clients connect again, to another node or after the restart. */
  close(): void;
}

/** A lost wake-up costs at most this. */
const POLL_MS = SECOND;
/** A part of the streams at a time, so that a thousand that have no news do not hold up the one that has. */
const POLL_STEP_MS = 100;
const POLL_STEP_LEAST = 20;
const HEARTBEAT_MS = 15 * SECOND;
/** Whoever takes nothing in for so many heartbeats is gone. */
const BLOCKED_HEARTBEATS = 2;
const MOST_A_TOPIC = 20;
const RECONNECT_MS = SECOND;

class Stream<Subject> implements Reader<Subject> {
  readonly subject: Subject;
  readonly response: ServerResponse;
  cursor: number;
  /** The other end is slow: nothing is read for it until it took in what was written. */
  blockedHeartbeats: number | null = null;
  lookedAt = -Infinity;
  readonly told = new Map<string, string>();

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
      if (this.told.get(state.event) === text) continue;
      this.told.set(state.event, text);
      lines.push(text);
    }
    this.cursor = cursor;
    if (lines.length > 0) this.write(lines.join(''));
  }
}

function eventLines({ event, data, id }: StreamEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Server-sent events of one kind: a wake-up wakes what it concerns, one catch-up query serves all that are awake. */
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
    // Rings of the same moment gather into one query.
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
          stream.tell(news);
          if (news.ended) end(stream);
        }
      } catch (error) {
        // The poll reads again: a stream outlives the database's restart.
        context.log.warn({ err: error }, 'streams could not be read');
        break;
      }
    }
    reading = false;
  }

  function end(stream: Stream<Subject>): void {
    forget(stream);
    stream.response.end();
  }

  function forget(stream: Stream<Subject>): void {
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
        forget(stream);
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
        // An ended stream ends its connection, so that a drain does not wait for it to be used again.
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
      response.on('close', () => forget(stream));
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
