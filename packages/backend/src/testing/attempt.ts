import type { Context } from '../context.ts';
import type { Worked } from '../platform/queue/job.ts';

/** Runs one attempt of a call as a worker does, without a job in the queue. `number`: how many attempts came before it. */
export async function attempt(call: Worked<Context>, context: Context, payload: object, number = 0): Promise<void> {
  const [queue] = call.queues(context);
  await queue?.handle({ payload, number }, { target: null, leaveLaneAfter: () => () => undefined });
}
