import pg from 'pg';
import { startPostgres } from '../../../scripts/postgres.ts';
import { codeInbox, type CodeInbox } from './lean-buyer.ts';
import { measuredBackend, quickBanks, type MeasuredBackend } from './processes.ts';
import type { BankConfig } from '@installment-button/protocol';

/** Everything that a measurement of the backend needs around it, each in a process of its own. */
export interface MeasuredSystem {
  backend: MeasuredBackend;
  url: string;
  secretKey: string;
  inbox: CodeInbox;
  banks: BankConfig[];
  /** Null on the embedded engine. */
  databaseUrl: string | null;
  /** Connections beside the backend's. */
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface MeasuredSystemOptions {
  /** Banks that approve at once. */
  banks: number;
  /** Others, which the benchmark plays itself. */
  ownBanks?: BankConfig[];
  /** Default: `postgresql`. */
  engine?: 'embedded' | 'postgresql';
  /** Of the database server. */
  settings?: Record<string, string>;
}

export async function startMeasuredSystem({
  banks: count,
  ownBanks = [],
  engine = 'postgresql',
  settings = {},
}: MeasuredSystemOptions): Promise<MeasuredSystem> {
  const postgres = engine === 'postgresql' ? await startPostgres({ durable: true, settings }) : null;
  const inbox = await codeInbox();
  const { banks, stop } = await quickBanks(count);
  const backend = await measuredBackend({
    banks: [...banks, ...ownBanks],
    smsUrl: inbox.url,
    ...(postgres ? { databaseUrl: postgres.url } : {}),
  });
  const created = await backend.cli('shop', 'create', '--name', 'Bench', '--origin', 'http://localhost', '--test', '--json');
  const { secretKey } = JSON.parse(created) as { secretKey: string };
  const pool = new pg.Pool({ connectionString: postgres?.url, max: 16 });
  return {
    backend,
    url: backend.url,
    secretKey,
    inbox,
    banks: [...banks, ...ownBanks],
    databaseUrl: postgres?.url ?? null,
    pool,
    async close() {
      await pool.end();
      await backend.stop();
      stop();
      inbox.close();
      await postgres?.stop();
    },
  };
}
