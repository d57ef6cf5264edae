import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { SECOND } from '../clock.ts';
import type { PlatformContext } from '../platform-context.ts';
import { SseConnection, type News } from './sse-connection.ts';

export type { News, StreamEvent } from './sse-connection.ts';

/** Who reads: which subject, and up to which number they know it. */
export interface Reader<Subject> {
  subject: Subject;
  cursor: number;
}

export interface StreamSource<Subject> {
  /** The wake-up topic of a subject. */
  topicOf(subject: Subject): string;
  /** One read for all readers that ask, instead of one read each. */
  catchUp(readers: Reader<Subject>[]): Promise<Map<Reader<Subject>, News>>;
  /** Connections that a topic may have open on this node. One more ends the oldest. Default: 20. */
  most?: number;
  /** Called with all open readers at each heartbeat. */
  stillOpen?(readers: Reader<Subject>[]): Promise<void>;
}

export interface Streams<Subject> {
  /** Takes the reply over. `after` is the number from `Last-Event-ID`. */
  open(reply: FastifyReply, subject: Subject, after: number): void;
  /** Ends all connections. Clients connect again, to another node or after the restart. */
  close(): void;
}

/** A lost wake-up delays news by at most this. */
const POLL_MS = SECOND;
/** Each step polls a part of the connections, so that a thousand readers without news do not delay one with news. */
const POLL_STEP_MS = 100;
const POLL_STEP_LEAST = 20;
const HEARTBEAT_MS = 15 * SECOND;
/** A reader that takes no data in for this many heartbeats is disconnected. */
const BLOCKED_HEARTBEATS = 2;
const MOST_A_TOPIC = 20;
const RECONNECT_MS = SECOND;

/**
 * Server-sent events of one kind.
 * 1. A wake-up of a topic marks its connections for reading; so does the poll, each second at the latest.
 * 2. All marked connections are read by one `catchUp`. Those marked meanwhile are read by the next one.
 * 3. A reader that takes nothing in is not read for, until its connection drains.
 */
export function createStreams<Subject>(context: PlatformContext, source: StreamSource<Subject>): Streams<Subject> {
  return new OpenStreams(context, source);
}

class OpenStreams<Subject> implements Streams<Subject> {
  readonly #context: PlatformContext;
  readonly #source: StreamSource<Subject>;
  /** With each connection the function that ends its wake-ups. */
  readonly #open = new Map<SseConnection<Subject>, () => void>();
  #marked = new Set<SseConnection<Subject>>();
  #reading = false;
  #closed = false;
  readonly #timers: NodeJS.Timeout[];

  constructor(context: PlatformContext, source: StreamSource<Subject>) {
    this.#context = context;
    this.#source = source;
    this.#timers = [setInterval(() => this.#poll(), POLL_STEP_MS).unref(), setInterval(() => this.#sendHeartbeats(), HEARTBEAT_MS).unref()];
  }

  open(reply: FastifyReply, subject: Subject, after: number): void {
    const response = takeOver(reply);
    if (this.#closed) return void response.end();
    const topic = this.#source.topicOf(subject);
    const same = [...this.#open.keys()].filter((other) => this.#source.topicOf(other.subject) === topic);
    if (same[0] && same.length >= (this.#source.most ?? MOST_A_TOPIC)) this.#end(same[0]);
    const connection = new SseConnection(subject, response, after);
    this.#open.set(
      connection,
      this.#context.wakeUps.onWake(topic, () => this.#mark(connection)),
    );
    this.#context.metrics.streams.inc();
    response.on('close', () => this.#forget(connection));
    response.on('drain', () => {
      connection.blockedHeartbeats = null;
      this.#mark(connection);
    });
    connection.write(`retry: ${RECONNECT_MS}\n\n`);
    this.#mark(connection);
  }

  close(): void {
    this.#closed = true;
    this.#timers.forEach(clearInterval);
    [...this.#open.keys()].forEach((connection) => this.#end(connection));
  }

  #mark(connection: SseConnection<Subject>): void {
    this.#marked.add(connection);
    if (!this.#reading) void this.#readMarked();
  }

  async #readMarked(): Promise<void> {
    this.#reading = true;
    // Wake-ups of the same moment are gathered into one query.
    await Promise.resolve();
    while (this.#marked.size > 0) {
      const batch = [...this.#marked].filter((connection) => this.#open.has(connection) && connection.blockedHeartbeats === null);
      this.#marked = new Set();
      if (batch.length === 0) break;
      try {
        await this.#read(batch);
      } catch (error) {
        // The poll reads again: a stream outlives the database's restart.
        this.#context.log.warn({ err: error }, 'streams could not be read');
        break;
      }
    }
    this.#reading = false;
  }

  async #read(batch: SseConnection<Subject>[]): Promise<void> {
    const now = performance.now();
    for (const connection of batch) connection.lookedAt = now;
    const found = await this.#source.catchUp(batch);
    for (const connection of batch) {
      const news = found.get(connection);
      if (!news || !this.#open.has(connection)) continue;
      connection.tell(news);
      if (news.ended) this.#end(connection);
    }
  }

  #poll(): void {
    const due = performance.now() - POLL_MS;
    let most = Math.max(POLL_STEP_LEAST, Math.ceil((this.#open.size * POLL_STEP_MS) / POLL_MS));
    for (const connection of this.#open.keys()) {
      if (connection.lookedAt > due || connection.blockedHeartbeats !== null) continue;
      this.#mark(connection);
      if (--most === 0) break;
    }
  }

  #sendHeartbeats(): void {
    for (const connection of this.#open.keys()) {
      if (connection.blockedHeartbeats === null) connection.write(': still here\n\n');
      else if (++connection.blockedHeartbeats > BLOCKED_HEARTBEATS) {
        this.#forget(connection);
        connection.response.destroy();
      }
    }
    if (this.#open.size === 0) return;
    this.#source
      .stillOpen?.([...this.#open.keys()])
      .catch((error: unknown) => this.#context.log.warn({ err: error }, 'open streams could not be noted'));
  }

  #end(connection: SseConnection<Subject>): void {
    this.#forget(connection);
    connection.response.end();
  }

  #forget(connection: SseConnection<Subject>): void {
    const endWakeUps = this.#open.get(connection);
    if (!endWakeUps) return;
    this.#open.delete(connection);
    endWakeUps();
    this.#context.metrics.streams.dec();
  }
}

function takeOver(reply: FastifyReply): ServerResponse {
  reply.hijack();
  return reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // The connection ends with its stream, so a drain does not wait for it to be used again.
    connection: 'close',
    'x-request-id': reply.request.id,
    'x-content-type-options': 'nosniff',
  });
}
