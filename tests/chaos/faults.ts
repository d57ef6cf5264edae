import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '@installment-button/sandbox';
import type { PostgresServer } from '../../scripts/postgres.ts';
import type { Chance } from './chance.ts';
import type { Cluster } from './cluster.ts';

export interface ChaosSetup {
  cluster: Cluster;
  postgres: Pick<PostgresServer, 'crash'>;
  sandbox: Sandbox;
  bankIds: readonly string[];
}

export const faultKinds = [
  'web node killed',
  'worker killed',
  'database restarted',
  'bank cut off',
  'bank slow',
  'callbacks doubled',
  'callbacks reordered',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What each fault does; resolves when it is over and mended. */
const faults: Record<FaultKind, (setup: ChaosSetup, chance: Chance) => Promise<void>> = {
  'web node killed': ({ cluster }, chance) =>
    chance.oneOf(cluster.nodes.filter(({ role }) => role === 'web')).crash(chance.between(100, 3000)),
  'worker killed': ({ cluster }, chance) =>
    chance.oneOf(cluster.nodes.filter(({ role }) => role === 'worker')).crash(chance.between(100, 3000)),
  'database restarted': ({ postgres }, chance) => postgres.crash(chance.between(100, 3000)),
  async 'bank cut off'({ sandbox, bankIds }, chance) {
    const bankId = chance.oneOf(bankIds);
    await sandbox.control.takeDown(bankId);
    await pause(chance.between(2000, 8000));
    await sandbox.control.bringUp(bankId);
  },
  async 'bank slow'({ sandbox, bankIds }, chance) {
    const bankId = chance.oneOf(bankIds);
    const before = behaviourOf(sandbox, bankId);
    const late = { kind: 'late', on: 'any', times: null, delayMs: chance.between(2000, 9000) } as const;
    sandbox.control.setBehaviour(bankId, undefined, { failures: [late] });
    await pause(chance.between(2000, 8000));
    sandbox.control.setBehaviour(bankId, undefined, { failures: before.failures });
  },
  async 'callbacks doubled'({ sandbox, bankIds }, chance) {
    const bankId = chance.oneOf(bankIds);
    sandbox.control.setBehaviour(bankId, undefined, { callbackCopies: 4 });
    await pause(chance.between(4000, 10_000));
    sandbox.control.setBehaviour(bankId, undefined, { callbackCopies: 1 });
  },
  async 'callbacks reordered'({ sandbox, bankIds }, chance) {
    const bankId = chance.oneOf(bankIds);
    sandbox.control.hold(bankId);
    await pause(chance.between(2000, 8000));
    await sandbox.control.release(bankId, 'reversed');
  },
};

function behaviourOf(sandbox: Sandbox, bankId: string) {
  const bank = sandbox.control.banks().find(({ id }) => id === bankId);
  if (!bank) throw new Error(`no bank ${bankId}`);
  return bank.behaviour;
}

/** Plays `count` faults of all kinds, spread over `overMs`; one may begin before the last is over. Returns how often each kind happened. */
export async function playFaults(setup: ChaosSetup, chance: Chance, count: number, overMs: number): Promise<Map<FaultKind, number>> {
  const counted = new Map<FaultKind, number>();
  /** A node or database that is down already cannot be killed again: faults of one kind come one after another. */
  const lanes = new Map<FaultKind, Promise<void>>();
  for (let index = 0; index < count; index += 1) {
    const kind = faultKinds[index % faultKinds.length] ?? 'worker killed';
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
    const after = lanes.get(kind) ?? Promise.resolve();
    const played = after.then(() => faults[kind](setup, chance));
    // Told at the end, with the others.
    played.catch(() => undefined);
    lanes.set(kind, played);
    await pause((overMs / count) * (0.5 + chance.next()));
  }
  await Promise.all(lanes.values());
  return counted;
}
