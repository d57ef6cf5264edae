import { isFinal } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { commandBank } from '../banks/commands.ts';
import { lockOrder } from '../orders/store.ts';
import { bankApplicationsOf } from '../fan-out/store.ts';
import type { Context } from '../context.ts';
import { defineJob } from '../platform/queue/job.ts';
import { signedBankApplication } from './store.ts';

export const cleanUpJob = defineJob({
  name: 'clean-up',
  payload: z.object({ orderId: z.string() }),
  concurrency: 4,
  handle: (context: Context, { orderId }) => cleanUp(context, orderId),
});

/**
 * After signed, canceled, expired and rejected: every asked bank but the signed one gets `/cancel`. A choice under way is superseded
 * first, so that the cancel is the last command at its bank.
 */
async function cleanUp(context: Context, orderId: string): Promise<void> {
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    if (order.status !== 'signed' && order.status !== 'confirmed' && !isFinal(order.status)) return;
    const signed = order.agreementSignedAt === null ? null : await signedBankApplication(tx.sql, order);
    await tx.sql
      .updateTable('bankCommands')
      .set({ supersededAt: context.clock.now() })
      .where('orderId', '=', orderId)
      .where('kind', '=', 'accept')
      .where('state', '=', 'pending')
      .where('supersededAt', 'is', null)
      .execute();
    const told = await tx.sql
      .selectFrom('bankCommands')
      .select('applicationId')
      .where('orderId', '=', orderId)
      .where('kind', '=', 'cancel')
      .execute();
    for (const application of await bankApplicationsOf(tx.sql, orderId)) {
      if (application.id === signed?.id || told.some(({ applicationId }) => applicationId === application.id)) continue;
      await commandBank(context, tx, application, 'cancel', { reason: order.status }, { purpose: 'clean-up' });
    }
  });
}
