import type { JobRun } from '../queue/job.ts';
import { withTimeout } from '../with-timeout.ts';
import type { CallType } from './call-type.ts';
import { claimer } from './claim.ts';
import type { Attempt, Declaration, Next, Outcome } from './declaration.ts';
import { recorder } from './record.ts';
import type { PlatformContext } from '../platform-context.ts';

/** Every declaration has a shorter limit of its own. A call that lasts longer hangs on something that nobody foresaw. */
const LIMIT_MS = 60_000;

/** Runs one attempt of a declaration: claim, call, outcome and the job of the next attempt. */
export function attemptRunner<Context extends PlatformContext, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string>(
  declaration: Declaration<Context, Payload, Claimed, Answer, Lane>,
  jobOf: CallType<Payload, Lane>['job'],
) {
  const { send, recordLost, alertAfter, slowAfterMs = Infinity } = declaration;
  const claim = claimer(declaration, jobOf);
  const record = recorder(declaration, jobOf);

  return async function run(context: Context, attempt: Attempt<Payload>, lane: Lane | 'main', jobRun: JobRun): Promise<void> {
    const verdict = await claim(context, attempt, lane);
    if (verdict === 'drop' || 'waitUntil' in verdict) return;
    if ('lost' in verdict) return context.transaction(async (tx) => recordLost?.(context, tx, verdict.lost, attempt));
    const { go: claimed } = verdict;
    const began = context.clock.now().getTime();
    const stay = Number.isFinite(slowAfterMs) ? jobRun.leaveLaneAfter(slowAfterMs) : () => {};
    const answer = await withTimeout(LIMIT_MS, send(context, claimed, attempt)).finally(stay);
    const now = context.clock.now();
    const slow = now.getTime() - began >= slowAfterMs;
    const next = nextAttempt(declaration, { claimed, answer, number: attempt.number, now, lane });
    const following = await record(context, { ...attempt, claimed, answer, slow, next });
    if (alertAfter && following !== null && answer.outcome === 'again' && following.number === alertAfter.attempts) {
      context.metrics.alerts.inc({ what: alertAfter.what });
      context.log.error({ ...idsOf(attempt.payload), attempts: following.number }, alertAfter.message);
    }
  };
}

const idsOf = (payload: unknown) => (typeof payload === 'object' ? payload : { payload });

function nextAttempt<Context, Payload, Claimed, Answer extends { outcome: Outcome }, Lane extends string>(
  { schedule, giveUpAt, lanes }: Declaration<Context, Payload, Claimed, Answer, Lane>,
  { claimed, answer, number, now, lane }: { claimed: Claimed; answer: Answer; number: number; now: Date; lane: Lane | 'main' },
): Next<Lane> | null {
  const { outcome } = answer;
  if (outcome === 'done' || outcome === 'refused') return null;
  const end = giveUpAt?.(claimed);
  if (end && now >= end) return null;
  const following = outcome === 'postponed' ? number : number + 1;
  const at = schedule(outcome === 'pending' ? 1 : Math.max(following, 1), { claimed, now });
  const slow = outcome === 'again' ? lanes.find(({ name }) => name === 'slow') : undefined;
  return { number: following, at: end && end < at ? end : at, lane: slow?.name ?? lane };
}
