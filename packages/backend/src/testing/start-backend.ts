import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankConfig } from '@installment-button/protocol';
import type { Clock as QueueClock } from 'pg-boss';
import { startBackend, type Backend } from '../backend.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Config } from '../config.ts';
import type { Context, Mail } from '../context.ts';
import type { OpenDatabase } from '../platform/database/database.ts';
import { createLog } from '../platform/observability/log.ts';
import { openTestDatabase } from './database.ts';
import { waitFor } from './wait-for.ts';

export interface TestBackend extends Backend {
  url: string;
  /** What would have gone out, in order. */
  messages: { id: string; to: string; text: string }[];
  mails: Mail[];
  /** The oldest SMS to this phone that was not given out yet, as soon as it is there. */
  waitForSms(phone: string): Promise<{ text: string }>;
  /** Every line of the log, to search for what must not be in it. */
  logLines: string[];
  close(): Promise<void>;
}

export interface TestOptions {
  banks?: BankConfig[];
  config?: Partial<Config>;
  clock?: Clock;
  queueClock?: QueueClock;
  /** Systems in which shops can have accounts. Default: the real ones. */
  providers?: Context['providers'];
  /** Default: PostgreSQL where `TEST_DATABASE_URL` is set. */
  engine?: 'embedded' | 'postgresql';
  /** One that is open already; it stays open. */
  database?: OpenDatabase;
}

/** A whole backend on real HTTP and a real database, with short limits; only SMS and e-mail end in arrays. */
export async function startTestBackend(options: TestOptions = {}): Promise<TestBackend> {
  const messages: TestBackend['messages'] = [];
  const mails: Mail[] = [];
  const logLines: string[] = [];
  const givenOut = new Set<string>();
  const log = createLog(process.env.TEST_LOG_LEVEL ?? 'debug', { write: (line: string) => void logLines.push(line) });
  const dataDir = mkdtempSync(join(tmpdir(), 'installment-'));
  const config: Config = {
    production: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:4000',
    cabinetUrl: 'http://localhost:4000/cabinet',
    databaseUrl: null,
    dataDir,
    banks: options.banks ?? [],
    keys: { encryption: [randomBytes(32)], index: randomBytes(32), link: randomBytes(32) },
    smtpUrl: 'smtp://localhost:1',
    smsUrl: 'http://localhost:1',
    receiptsUrl: null,
    role: 'all',
    decisionSeconds: 120,
    lateMinutes: 15,
    expiryHours: { created: 168, submitted: 24, approved: 72, signed: 336 },
    retentionDays: 180,
    calendarFile: null,
    releasesDir: null,
    // So that a test can be many buyers of many addresses.
    trustedProxies: ['127.0.0.1', '::1', '::ffff:127.0.0.1'],
    metricsToken: null,
    logLevel: 'debug',
    ...options.config,
  };
  const backend = await startBackend({
    config,
    log,
    ...(options.providers ? { providers: options.providers } : {}),
    clock: options.clock ?? systemClock,
    ...(options.queueClock ? { queueClock: options.queueClock } : {}),
    database: options.database ? { ...options.database, close: () => Promise.resolve() } : await openTestDatabase(log, options.engine),
    sms: { send: (message) => Promise.resolve(void messages.push(message)) },
    mailer: { send: (mail) => Promise.resolve(void mails.push(mail)) },
  });
  const url = `http://localhost:${backend.port ?? 0}`;
  if (options.config?.publicUrl === undefined) config.publicUrl = url;
  if (options.config?.cabinetUrl === undefined) config.cabinetUrl = `${config.publicUrl}/cabinet`;
  return {
    ...backend,
    url,
    messages,
    mails,
    waitForSms: (phone) => waitFor(`an SMS to ${phone}`, () => giveOut(messages, givenOut, phone)),
    logLines,
    async close() {
      await backend.drain(2000);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function giveOut(messages: TestBackend['messages'], givenOut: Set<string>, phone: string): { text: string } | undefined {
  const found = messages.find(({ id, to }) => to === phone && !givenOut.has(id));
  if (found) givenOut.add(found.id);
  return found;
}
