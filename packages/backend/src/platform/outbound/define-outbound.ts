import * as z from 'zod/mini';
import type { Worked, WorkedQueue } from '../queue/job.ts';
import { callType, queueOfLane, type CallType } from './call-type.ts';
import type { Declaration, Outcome } from './declaration.ts';
import { attemptRunner } from './run-attempt.ts';
import type { PlatformContext } from '../platform-context.ts';

/*
 * Every queued call to somebody else's system is declared here and runs by the rules of this folder. They guarantee:
 *
 * 1. At least once. The job of an attempt is removed after its outcome is committed, never before. When a worker dies, pg-boss gives the
 *    job to another one after ten seconds without a heartbeat. The declaration sends the same id and the same bytes each time, so that
 *    the receiver can recognise a repeat; an SMS may still come twice.
 * 2. One live claim. The job is the claim, and it carries the number of attempts before it. A job whose number is not that of its row is
 *    too late and calls nobody. A worker that hangs for longer than its heartbeat may overlap with its successor; where even that must
 *    not be, `claimTx` takes a lease (bank commands).
 * 3. Each outcome is applied once. `recordOutcome` compares the number again, in the transaction that writes the outcome.
 * 4. Nothing is forgotten. The job of the next attempt is written in the transaction of the outcome before it.
 * 5. No call is made inside a transaction.
 * 6. Nobody's slow server delays anybody else. The limits of `perTarget` hold over all lanes; an attempt that takes longer than
 *    `slowAfterMs` leaves its lane to the next one while it runs on; and one that failed comes again in the lane `slow`, where there is
 *    one. Each node counts for itself: N nodes make N times as many calls at once.
 */
export function defineOutbound<
  Context extends PlatformContext,
  Payload,
  Claimed,
  Answer extends { outcome: Outcome },
  Lane extends string = 'main',
>(declaration: Declaration<Context, Payload, Claimed, Answer, Lane>): CallType<Payload, Lane> & Worked<Context> {
  const { name, lanes, payload, perTarget } = declaration;
  const type = callType<Payload, Lane>(declaration);
  const attemptSchema = z.object({ payload, number: z.int() });
  const run = attemptRunner(declaration, type.job);
  const slowQueue = lanes.some((lane) => lane.name === 'slow') ? queueOfLane(name, 'slow') : undefined;
  return {
    ...type,
    queues(context) {
      const limits = typeof perTarget === 'function' ? perTarget(context) : perTarget;
      return lanes.map((lane): WorkedQueue => {
        const queue = queueOfLane(name, lane.name);
        return {
          name: queue,
          concurrency: typeof lane.concurrency === 'function' ? lane.concurrency(context) : lane.concurrency,
          ...(limits ? { limits } : {}),
          ...(slowQueue === undefined || slowQueue === queue ? {} : { slowQueue }),
          handle: (data, jobRun) => run(context, z.parse(attemptSchema, data), lane.name, jobRun),
        };
      });
    },
  };
}
