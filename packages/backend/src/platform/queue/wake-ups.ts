import pg from 'pg';
import * as z from 'zod/mini';
import type { Log } from '../observability/log.ts';

/**
 * Wakes what waits in this process and, with PostgreSQL, on other nodes. It only says "look now": whoever waits reads the
 * tables and polls besides, so a lost wake-up costs at most the poll.
 */
export interface WakeUps {
  /** Call after the commit, never inside the transaction. */
  wake(topics: Iterable<string>): void;
  /** Calls `act` at every wake-up of a topic, from any node; returns how to stop. */
  onWake(topic: string, act: () => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'wake_up';
/** Wake-ups of so many milliseconds go to other nodes as one NOTIFY: it takes a lock of the whole server. */
const GATHER_MS = 5;
/** NOTIFY's payload limit is 8,000 bytes. */
const PAYLOAD_LIMIT = 7500;

export function createWakeUps(connectionString: string | null, log: Log): WakeUps {
  const listeners = new Map<string, Set<() => void>>();
  const wake = (topic: string) => listeners.get(topic)?.forEach((act) => act());
  const wire = connectionString === null ? null : new Wire(connectionString, log, wake, () => [...listeners.keys()].forEach(wake));
  return {
    wake(topics) {
      for (const topic of topics) {
        wake(topic);
        wire?.send(topic);
      }
    },
    onWake(topic, act) {
      const of = listeners.get(topic) ?? new Set();
      listeners.set(topic, of.add(act));
      return () => {
        of.delete(act);
        if (of.size === 0) listeners.delete(topic);
      };
    },
    close: async () => wire?.close(),
  };
}

/** One connection for LISTEN and NOTIFY, made anew when it is lost; what was missed meanwhile is re-read by everyone. */
class Wire {
  readonly #connectionString: string;
  readonly #log: Log;
  readonly #wake: (topic: string) => void;
  readonly #missed: () => void;
  readonly #origin = crypto.randomUUID();
  readonly #waiting = new Map<string, number>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(connectionString: string, log: Log, wake: (topic: string) => void, missed: () => void) {
    this.#connectionString = connectionString;
    this.#log = log;
    this.#wake = wake;
    this.#missed = missed;
    void this.#connect();
  }

  send(topic: string): void {
    this.#waiting.set(topic, (this.#waiting.get(topic) ?? 0) + 1);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #flush(): void {
    this.#timer = null;
    const client = this.#client;
    if (!client) return this.#waiting.clear();
    let batch: [topic: string, count: number][] = [];
    let size = 0;
    const post = () => {
      if (batch.length > 0) {
        this.#ask(client, 'select pg_notify($1, $2)', [CHANNEL, JSON.stringify([this.#origin, batch])]).catch(() => undefined);
      }
      batch = [];
      size = 0;
    };
    for (const [topic, count] of this.#waiting) {
      if (size + topic.length > PAYLOAD_LIMIT) post();
      batch.push([topic, count]);
      size += topic.length + 12;
    }
    post();
    this.#waiting.clear();
  }

  async #connect(): Promise<void> {
    while (!this.#closed) {
      const client = new pg.Client({
        connectionString: this.#connectionString,
        keepAlive: true,
        application_name: 'installment-button wake-ups',
      });
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      });
      try {
        await client.connect();
        // What hangs on the connection before must not hold up this one.
        this.#turn = Promise.resolve();
        client.on('notification', (message) => this.#receive(message.payload ?? ''));
        await client.query(`listen ${CHANNEL}`);
        this.#client = client;
        this.#missed();
        await Promise.race([lost, this.#watch(client)]);
      } catch (error) {
        if (!this.#closed) this.#log.warn({ err: error }, 'the wake-ups have no connection');
      }
      this.#client = null;
      await Promise.race([client.end().catch(() => undefined), pause(1000)]);
      if (!this.#closed) await pause(500);
    }
  }

  /** A connection through a proxy can hang without an error: a query with a limit of its own tells. */
  async #watch(client: pg.Client): Promise<void> {
    while (!this.#closed) {
      await pause(3000);
      const alive = await Promise.race([
        this.#ask(client, 'select 1').then(
          () => true,
          () => false,
        ),
        pause(2000).then(() => false),
      ]);
      if (!alive) return;
    }
  }

  /** One query at a time, in turn: a client of pg takes no second one while the first runs. */
  #ask(client: pg.Client, statement: string, values: unknown[] = []): Promise<unknown> {
    const asked = this.#turn.then(() => client.query(statement, values));
    this.#turn = asked.then(
      () => undefined,
      () => undefined,
    );
    return asked;
  }

  #receive(payload: string): void {
    const [origin, batch] = messageSchema.parse(JSON.parse(payload));
    if (origin === this.#origin) return;
    for (const [topic, count] of batch) for (let told = 0; told < count; told += 1) this.#wake(topic);
  }
}

/** The sending node, and how often it woke each topic. */
const messageSchema = z.tuple([z.string(), z.array(z.tuple([z.string(), z.int()]))]);

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
