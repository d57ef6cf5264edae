import * as z from 'zod/mini';
import { HOUR, MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { callType } from '../platform/outbound/call-type.ts';
import { jobType } from '../platform/queue/job.ts';
import { Problem } from '../platform/http/problems.ts';
import type { CommandKind, CommandSubject, Row, Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

export interface CommandIds {
  commandId: string;
  bankId: string;
}

export const commandCalls = callType<CommandIds>({
  name: 'bank-command',
  payload: z.object({ commandId: z.string(), bankId: z.string() }),
  target: ({ bankId }) => bankId,
});

/** What a person waits for: after so long without an answer a job of `giveUpJobs` decides what becomes of it. */
export const giveUpAfterMs = { accept: MINUTE, signature: HOUR };
const giveUpPayload = z.object({ commandId: z.string() });
export const giveUpJobs = {
  accept: jobType({ name: 'give-up.accept', payload: giveUpPayload }),
  signature: jobType({ name: 'give-up.signature', payload: giveUpPayload }),
};

/**
 * Writes a command for a bank, in the transaction of the person's act; a job sends it, with the same bytes and key each time. Nothing
 * else changes yet: the order moves only when the bank has answered (`Consequences.ofCommand`).
 */
export async function commandBank(
  context: Context,
  tx: Tx,
  application: Pick<Row<'bankApplications'>, 'id' | 'orderId' | 'bankId'>,
  kind: CommandKind,
  body: Record<string, unknown>,
  subject: CommandSubject = {},
): Promise<string> {
  const id = context.ids.next('cmd');
  const action = kind === 'refund' ? 'refunds' : kind === 'appointment-cancel' ? 'appointment' : kind;
  const bytes = kind === 'appointment-cancel' ? '' : JSON.stringify({ applicationId: application.id, action, ...body });
  await tx.sql
    .insertInto('bankCommands')
    .values({
      id,
      orderId: application.orderId,
      applicationId: application.id,
      bankId: application.bankId,
      kind,
      body: context.encryption.encrypt(bytes, { table: 'bank_commands', column: 'body', row: id }),
      subject: JSON.stringify(subject),
      createdAt: context.clock.now(),
    })
    .execute();
  await enqueueCommand(context, tx, application.bankId, id, 0);
  if (kind === 'accept' || kind === 'signature') {
    await tx.enqueue(giveUpJobs[kind].with({ commandId: id }, { startAfter: after(context.clock.now(), giveUpAfterMs[kind]) }));
  }
  return id;
}

/**
 * Enqueues the attempt with this number. A command to a bank that is no longer in BANKS_FILE waits until it is listed again, and an operator is told.
 */
export async function enqueueCommand(context: Context, tx: Tx, bankId: string, commandId: string, number: number): Promise<void> {
  if (context.banks.has(bankId)) {
    return tx.enqueue(commandCalls.job({ commandId, bankId }, { number }));
  }
  context.metrics.alerts.inc({ what: 'bank-missing' });
  context.log.error({ bank: bankId, command: commandId }, 'BANKS_FILE no longer lists a bank that commands wait for');
}

/** Commands of an order that still wait for their bank, but refunds: those block nothing. */
export function commandsUnderWay(sql: Sql, orderId: string): Promise<Row<'bankCommands'>[]> {
  return sql
    .selectFrom('bankCommands')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('state', '=', 'pending')
    .where('supersededAt', 'is', null)
    .where('kind', '!=', 'refund')
    .orderBy('number')
    .execute();
}

/** Commands whose answer the order's status waits for; releases and clean-up cancels are not among them. */
export function blocks(command: Pick<Row<'bankCommands'>, 'kind' | 'subject'>): boolean {
  if (command.kind === 'cancel') return command.subject.purpose !== 'clean-up';
  return command.kind === 'signature' || command.kind === 'confirm' || command.kind === 'accept';
}

export const bankIsBusy = () =>
  new Problem(409, 'bank_call_in_progress', 'The bank has not answered the last command yet. Try again in a moment.');

/** 409 while another command is at the bank. `superseding`: kinds that the caller's act replaces. */
export async function refuseWhileBankIsBusy(sql: Sql, orderId: string, superseding: CommandKind[] = []): Promise<void> {
  const busy = (await commandsUnderWay(sql, orderId)).find((command) => blocks(command) && !superseding.includes(command.kind));
  if (busy) throw bankIsBusy();
}
