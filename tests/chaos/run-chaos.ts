import { setTimeout as pause } from 'node:timers/promises';
import {
  createBanksFile,
  bankProfiles,
  startSandbox,
  type BankProfile,
  type BehaviourChangeInput,
  type BehaviourName,
} from '@installment-button/sandbox';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../scripts/postgres.ts';
import { call } from '../support/buyer.ts';
import { chance } from './chance.ts';
import { startCluster } from './cluster.ts';
import { playFaults, type ChaosSetup } from './faults.ts';
import { findings, waitForDecisions, type Evidence, type Findings } from './findings.ts';
import { createOrders, persist, submitAll, type Trouble } from './load.ts';
import { followStream } from './stream-follower.ts';
import { startWebhookSink } from './webhook-sink.ts';

export interface ChaosOptions {
  applications: number;
  faults: number;
  seed: number;
  decisionSeconds: number;
  /** Over how long the forms are sent and the faults happen. */
  overMs: number;
  /** Every so many-th buyer has the page open. */
  followEvery: number;
  say(line: string): void;
  /** Default: one PostgreSQL server. */
  database?: () => Promise<PostgresServer>;
  /** What goes wrong; default: so many random faults. */
  play?: (setup: ChaosSetup & { secretKey: string }) => Promise<Map<string, number>>;
}

export interface ChaosResult extends Findings {
  faults: Map<string, number>;
  repeatedRequests: number;
  webhookFaults: string[];
  streams: { followed: number; reconnects: number; disordered: number };
}

/** What hangs at the end must not hide what was found. */
const CLOSE_LIMIT_MS = 15_000;

/** Eight banks, each way to answer among them: at once, by callback, when polled, after an error, and with an answer that gets lost. */
const behaviours: { behaviour: BehaviourName; change: BehaviourChangeInput }[] = [
  { behaviour: 'approves', change: {} },
  { behaviour: 'calls-back', change: { delayMs: 1500 } },
  { behaviour: 'must-be-polled', change: { delayMs: 3000 } },
  { behaviour: 'declines', change: { failures: [{ kind: 'status-500', on: 'apply' }] } },
  { behaviour: 'approves', change: { failures: [{ kind: 'reset', on: 'apply', workDone: true }] } },
  { behaviour: 'calls-back', change: { delayMs: 5000 } },
  { behaviour: 'calls-back', change: { delayMs: 9000 } },
  { behaviour: 'must-be-polled', change: { delayMs: 8000 } },
];

/** Applications over several nodes while they, the database and the banks are pulled out from under them. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const closing: (() => Promise<unknown>)[] = [];
  const later = <Thing>(thing: Thing, close: (thing: Thing) => Promise<unknown>) => {
    closing.unshift(() => close(thing));
    return thing;
  };
  try {
    const postgres = later(await (options.database ?? startPostgres)(), (server) => server.stop());
    const sandbox = later(
      await startSandbox({ banksFile: createBanksFile({ host: '127.0.0.1', firstPort: 0, profiles: profiles() }) }),
      (it) => it.close(),
    );
    const sink = later(await startWebhookSink(), (it) => it.close());
    const bankIds = sandbox.banksFile.map(({ id }) => id);
    bankIds.forEach((bankId, index) => {
      const { behaviour, change } = behaviours[index] ?? { behaviour: 'approves', change: {} };
      sandbox.control.setBehaviour(bankId, behaviour, change);
    });
    options.say('starting two web nodes and two workers');
    const cluster = later(
      await startCluster({ ...sandbox, databaseUrl: postgres.url, web: 2, workers: 2, decisionSeconds: options.decisionSeconds }),
      (it) => it.close(),
    );
    const database = later(new pg.Pool({ connectionString: postgres.url, max: 2 }), (pool) => pool.end());
    database.on('error', () => undefined);

    const made = await cluster.cli(['shop', 'create', '--name', 'Тёплый дом', '--origin', 'http://localhost:4020', '--test', '--json']);
    const { secretKey } = JSON.parse(made) as { secretKey: string };
    const endpoint = await call<{ secret: string }>(`${cluster.url}/v1/webhook-endpoints`, {
      method: 'POST',
      token: secretKey,
      body: { url: sink.url },
    });
    if (endpoint.status !== 201) throw new Error(`the webhook endpoint was refused: ${JSON.stringify(endpoint.body)}`);
    sink.setSecret(endpoint.body.secret);

    const trouble: Trouble = { repeated: 0 };
    const buyers = await createOrders(cluster.url, secretKey, sandbox, options.applications, trouble);
    options.say(`${buyers.length} buyers have proven their phones; the faults begin (seed ${options.seed})`);
    const followers = buyers
      .filter((_, index) => index % options.followEvery === 0)
      .map((buyer) => later(followStream(cluster.url, buyer), (it) => it.close()));
    const setup: ChaosSetup = { cluster, postgres, sandbox, bankIds };
    const [faults] = await Promise.all([
      options.play?.({ ...setup, secretKey }) ?? playFaults(setup, chance(options.seed), options.faults, options.overMs),
      submitAll(buyers, options.overMs, trouble),
    ]);
    options.say('the faults are over; waiting for the last decisions');
    const evidence: Evidence = { database, sandbox, buyers, bankIds, sink, followers };
    await waitForDecisions(evidence);
    const found = await findings(evidence);
    // All orders are listed again by a client, so that the API says what the tables say.
    const first = buyers[0];
    if (first) await persist(trouble, () => call(`${cluster.url}/v1/orders/${first.orderId}`, { token: secretKey }));
    return {
      ...found,
      faults,
      repeatedRequests: trouble.repeated,
      webhookFaults: sink.faults,
      streams: {
        followed: followers.length,
        reconnects: followers.reduce((sum, { reconnects }) => sum + reconnects, 0),
        disordered: followers.reduce((sum, { disordered }) => sum + disordered, 0),
      },
    };
  } finally {
    for (const close of closing) {
      const waiting = new AbortController();
      const late = pause(CLOSE_LIMIT_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
      await Promise.race([close(), late]).catch((error: unknown) => options.say(`cleaning up: ${String(error)}`));
      waiting.abort();
    }
  }
}

function profiles(): BankProfile[] {
  const [first] = bankProfiles;
  if (!first) throw new Error('the sandbox has no bank profiles');
  // Wanted: all eight take the order's sum, whatever they would sell else.
  const { plans, minAmount, maxAmount } = first;
  const more = [
    { ...first, id: 'neva', name: 'Нева' },
    { ...first, id: 'kama', name: 'Кама' },
  ];
  return [...bankProfiles, ...more].map((profile) => ({ ...profile, plans, minAmount, maxAmount }));
}
