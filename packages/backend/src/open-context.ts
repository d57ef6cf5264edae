import { mkdirSync } from 'node:fs';
import type { Clock as QueueClock } from 'pg-boss';
import { setTimeout as pause } from 'node:timers/promises';
import { createWakeUps } from './platform/queue/wake-ups.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import type { Config } from './config.ts';
import type { Context, Mailer, SmsSender } from './context.ts';
import { isConnectionLoss } from './platform/database/connection-loss.ts';
import { openEmbedded, openPostgres, type OpenDatabase } from './platform/database/database.ts';
import { randomIds } from './platform/ids.ts';
import type { Log } from './platform/observability/log.ts';
import { createMetrics } from './metrics.ts';
import { migrate } from './migrations/index.ts';
import { openQueue } from './platform/queue/queue.ts';
import { createTransaction } from './platform/database/transaction.ts';
import { createEncryption } from './platform/security/encryption.ts';
import { environmentIssuer } from './receipts/issuers/own-endpoint.ts';
import { connectionProviders } from './connection-providers.ts';
import { consequences } from './consequences.ts';

const DATABASE_PATIENCE_MS = 10_000;

export interface ContextParts {
  config: Config;
  log: Log;
  mailer: Mailer;
  sms: SmsSender;
  clock?: Clock;
  queueClock?: QueueClock;
  /** Default: those of `connection-providers.ts`. */
  providers?: Context['providers'];
  /** A database that is open already; else what the configuration names. */
  database?: OpenDatabase;
}

export interface OpenContext {
  context: Context;
  database: OpenDatabase;
  /** Ends queue, wake-ups and database; waits up to `timeoutMs` for running jobs. */
  close(timeoutMs: number): Promise<void>;
}

/** Configuration → database → queue: everything that routes and jobs are handed. */
export async function openContext(parts: ContextParts): Promise<OpenContext> {
  const { config, log } = parts;
  const database = parts.database ?? (await openDatabase(config, log));
  try {
    await patiently(() => migrate(database.sql), log);
    const wakeUps = createWakeUps(database.connectionString, log);
    const queue = await openQueue(database.queue, wakeUps, log, parts.queueClock);
    const context: Context = {
      config,
      sql: database.sql,
      transaction: createTransaction(database.sql, queue, wakeUps),
      queue,
      wakeUps,
      clock: parts.clock ?? systemClock,
      ids: randomIds,
      encryption: createEncryption(config.keys),
      log,
      metrics: createMetrics({ process: config.production }),
      mailer: parts.mailer,
      sms: parts.sms,
      receipts: config.receiptsUrl === null ? null : environmentIssuer(config.receiptsUrl),
      banks: new Map(config.banks.map((bank) => [bank.id, bank])),
      consequences,
      providers: parts.providers ?? connectionProviders,
    };
    return {
      context,
      database,
      async close(timeoutMs) {
        await queue.stop(timeoutMs);
        await wakeUps.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A node that starts while the database restarts or fails over waits for it, instead of ending again and again. */
async function patiently(act: () => Promise<unknown>, log: Log): Promise<void> {
  for (const end = Date.now() + DATABASE_PATIENCE_MS; ; await pause(500)) {
    try {
      await act();
      return;
    } catch (error) {
      if (!isConnectionLoss(error) || Date.now() > end) throw error;
      log.warn({ err: error }, 'the database does not answer yet');
    }
  }
}

async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return openPostgres(config.databaseUrl, log);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  return openEmbedded(config.dataDir);
}
