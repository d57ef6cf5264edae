import { mkdirSync } from 'node:fs';
import type { Clock as QueueClock } from 'pg-boss';
import { createBell } from './platform/bell.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Context, Mailer, SmsSender } from './platform/context.ts';
import { openEmbedded, openPostgres, type OpenDatabase } from './platform/database.ts';
import { randomIds } from './platform/ids.ts';
import type { Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { migrate } from './platform/migrations/index.ts';
import { openQueue } from './platform/queue.ts';
import { createTransaction } from './platform/transaction.ts';
import { createVault } from './platform/vault.ts';
import { consequences } from './consequences.ts';

export interface ContextParts {
  config: Config;
  log: Log;
  mailer: Mailer;
  sms: SmsSender;
  clock?: Clock;
  queueClock?: QueueClock;
  /** A database that is open already; else what the configuration names. */
  database?: OpenDatabase;
}

export interface OpenContext {
  context: Context;
  database: OpenDatabase;
  /** Ends queue, bell and database; waits up to `timeoutMs` for running jobs. */
  close(timeoutMs: number): Promise<void>;
}

/** Configuration → database → queue: everything that routes and jobs are handed. */
export async function openContext(parts: ContextParts): Promise<OpenContext> {
  const { config, log } = parts;
  const database = parts.database ?? (await openDatabase(config, log));
  try {
    await migrate(database.sql);
    const bell = createBell(database.connectionString, log);
    const queue = await openQueue(database.queueDatabase, bell, log, parts.queueClock);
    const context: Context = {
      config,
      sql: database.sql,
      transaction: createTransaction(database.sql, queue, bell),
      queue,
      bell,
      clock: parts.clock ?? systemClock,
      ids: randomIds,
      vault: createVault(config.keys),
      log,
      metrics: createMetrics({ process: config.production }),
      mailer: parts.mailer,
      sms: parts.sms,
      banks: new Map(config.banks.map((bank) => [bank.id, bank])),
      consequences,
    };
    return {
      context,
      database,
      async close(timeoutMs) {
        await queue.stop(timeoutMs);
        await bell.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return openPostgres(config.databaseUrl, log);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  return openEmbedded(config.dataDir);
}
