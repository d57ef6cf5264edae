import { batchByKey } from './batch-by-key.ts';
import type { CallType } from './call-type.ts';
import type { Declaration, Made, Next, Outcome } from './declaration.ts';
import type { PlatformContext } from '../platform-context.ts';

/** Writes an outcome by its declaration's rule, and the job of the next attempt in the same transaction. */
export function recorder<Context extends PlatformContext, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string>(
  declaration: Declaration<Context, Payload, Claimed, Answer, Lane>,
  jobOf: CallType<Payload, Lane>['job'],
): (context: Context, made: Made<Payload, Claimed, Answer, Lane>) => Promise<Next<Lane> | null> {
  type Call = Made<Payload, Claimed, Answer, Lane>;
  const jobs = (calls: Call[], nexts: (Next<Lane> | null)[]) =>
    calls.flatMap(({ payload }, index) => {
      const next = nexts[index];
      return next ? [jobOf(payload, { number: next.number, lane: next.lane, startAfter: next.at })] : [];
    });

  if ('recordOutcome' in declaration) {
    return (context, made) =>
      context.transaction(async (tx) => {
        const next = await declaration.recordOutcome(context, tx, made);
        await tx.enqueue(...jobs([made], [next]));
        return next;
      });
  }
  const batch = batchByKey((context: Context, key: string, calls: Call[]) =>
    context.transaction(async (tx) => {
      const nexts = await declaration.recordOutcomes(context, tx, calls, key);
      await tx.enqueue(...jobs(calls, nexts));
      return nexts;
    }),
  );
  return (context, made) => batch(context, declaration.outcomeKey(made.claimed), made);
}
