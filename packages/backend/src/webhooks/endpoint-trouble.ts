import * as z from 'zod/mini';
import type { Context } from '../context.ts';
import { after, HOUR } from '../platform/clock.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import { tellHeads } from './mails.ts';
import { endpointById } from './store.ts';

/** The shop's heads are told of an endpoint that has failed for so long. */
const TROUBLE_MS = HOUR;

export const endpointTroubleJob = defineJob({
  name: 'tell-of-webhook-trouble',
  payload: z.object({ endpointId: z.string(), since: z.string() }),
  concurrency: 2,
  handle: (context: Context, { endpointId, since }) => tellOfTrouble(context, endpointId, since),
});

export function troubleFollows(endpointId: string, since: Date): Job {
  return endpointTroubleJob.with({ endpointId, since: since.toISOString() }, { startAfter: after(since, TROUBLE_MS) });
}

/** Nothing where a delivery has arrived meanwhile. */
async function tellOfTrouble(context: Context, endpointId: string, since: string): Promise<void> {
  await context.transaction(async (tx) => {
    const endpoint = await endpointById(tx.sql, endpointId);
    if (!endpoint || endpoint.deletedAt !== null || endpoint.disabledAt !== null) return;
    if (endpoint.failingSince?.toISOString() === since) await tellHeads(context, tx, endpoint, 'failing');
  });
}
