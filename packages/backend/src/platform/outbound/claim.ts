import { batchByKey } from './batch-by-key.ts';
import type { Tx } from '../database/transaction.ts';
import type { CallType } from './call-type.ts';
import type { Attempt, Claim, Declaration, Outcome } from './declaration.ts';
import type { PlatformContext } from '../platform-context.ts';

/** Claims an attempt by its declaration's rule. One that has to wait is enqueued anew, with the same number. */
export function claimer<Context extends PlatformContext, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string>(
  declaration: Declaration<Context, Payload, Claimed, Answer, Lane>,
  jobOf: CallType<Payload, Lane>['job'],
): (context: Context, attempt: Attempt<Payload>, lane: Lane | 'main') => Promise<Claim<Claimed>> {
  async function enqueueAnew(tx: Tx, { payload, number }: Attempt<Payload>, lane: Lane | 'main', claim: Claim<Claimed>) {
    if (typeof claim === 'object' && 'waitUntil' in claim) await tx.enqueue(jobOf(payload, { number, lane, startAfter: claim.waitUntil }));
    return claim;
  }
  if ('claimTx' in declaration) {
    return (context, attempt, lane) =>
      context.transaction(async (tx) => enqueueAnew(tx, attempt, lane, await declaration.claimTx(context, tx, attempt)));
  }
  const look = 'claimMany' in declaration ? manyAtOnce(declaration.claimMany) : declaration.claim;
  return async (context, attempt, lane) => {
    const claim = await look(context, attempt);
    if (typeof claim === 'string' || !('waitUntil' in claim)) return claim;
    return context.transaction((tx) => enqueueAnew(tx, attempt, lane, claim));
  };
}

function manyAtOnce<Context extends object, Payload, Claimed>(
  claimMany: (context: Context, attempts: Attempt<Payload>[]) => Promise<Claim<Claimed>[]>,
): (context: Context, attempt: Attempt<Payload>) => Promise<Claim<Claimed>> {
  const batch = batchByKey((context: Context, _all: string, attempts: Attempt<Payload>[]) => claimMany(context, attempts));
  return (context, attempt) => batch(context, 'all', attempt);
}
