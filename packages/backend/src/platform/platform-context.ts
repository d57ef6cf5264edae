import type { Database } from '../tables/schema.ts';
import type { Clock } from './clock.ts';
import type { RunTransaction } from './database/transaction.ts';
import type { Ids } from './ids.ts';
import type { Log } from './observability/log.ts';
import type { PlatformMetrics } from './observability/metrics.ts';
import type { Queue } from './queue/queue.ts';
import type { WakeUps } from './queue/wake-ups.ts';
import type { Encryption } from './security/encryption.ts';

/** The settings that the platform itself reads. */
export interface PlatformConfig {
  production: boolean;
  publicUrl: string;
  trustedProxies: string[];
  metricsToken: string | null;
}

/** The part of `Context` that the platform itself needs; it knows nothing of orders. */
export interface PlatformContext {
  config: PlatformConfig;
  sql: Database;
  transaction: RunTransaction;
  queue: Queue;
  wakeUps: WakeUps;
  clock: Clock;
  ids: Ids;
  encryption: Encryption;
  log: Log;
  metrics: PlatformMetrics;
}
