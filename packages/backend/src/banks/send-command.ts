import { after, MINUTE, SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { lockOrder } from '../orders/store.ts';
import { answerCommand, sendNext, triesBefore } from './answer-command.ts';
import { defineJob, type Worked } from '../platform/queue/job.ts';
import { callsAtOnce } from './calls-at-once.ts';
import { commandJob, enqueueCommand } from './commands.ts';
import type { BankReply, CommandBody } from './connector.ts';
import { connectorOf } from './connectors.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import { changeCommand, findCommand, unansweredCommands, type Command } from './store.ts';

export const sendCommandJobs: Worked<Context> = {
  queues: (context) =>
    [...context.banks.values()].flatMap((bank) =>
      defineJob({
        ...commandJob(bank.id),
        concurrency: callsAtOnce(bank),
        handle: (of: Context, { commandId, attempt }) => sendCommand(of, commandId, attempt),
      }).queues(context),
    ),
};

/** A call ends after 10 s; a request whose worker died is taken over after this. */
const LEASE_MS = 15 * SECOND;
const LONGEST_DELAY_MS = MINUTE;
/** So many tries in vain, and an operator should look. */
const ALERT_AFTER = 10;

/**
 * One try of a command. Its job carries the number of tries before it; a job whose try is over does nothing. The outcome and the job
 * of the next try are written in one transaction, so a crash at any place loses no command and sends none twice at a time.
 */
async function sendCommand(context: Context, commandId: string, attempt: number): Promise<void> {
  const command = await context.transaction((tx) => takeCommand(context, tx, commandId, attempt));
  if (!command) return;
  const body = context.encryption.decrypt(command.body, { table: 'bank_commands', column: 'body', row: command.id });
  const { id, applicationId, bankId, kind } = command;
  const reply = await connectorOf(context, bankId).command({ id, applicationId, kind, body });
  await context.transaction((tx) => endTry(context, tx, command, reply));
}

/** Leases the command for one request; null where it is not its turn. What makes it its turn enqueues it again. */
async function takeCommand(context: Context, tx: Tx, commandId: string, attempt: number): Promise<Command | null> {
  const found = await findCommand(tx.sql, commandId);
  if (!found) return null;
  await lockOrder(tx.sql, found.orderId);
  const command = await findCommand(tx.sql, commandId);
  if (!command || command.state !== 'pending' || triesBefore(command) !== attempt) return null;
  const now = context.clock.now();
  const under = (other: Command) => other.sendingUntil !== null && other.sendingUntil > now;
  const others =
    command.kind === 'refund' ? [] : (await unansweredCommands(tx.sql, command.applicationId)).filter(({ id }) => id !== commandId);
  const running = [command, ...others].find(under);
  if (running?.sendingUntil) {
    await enqueueCommand(context, tx, command.bankId, commandId, attempt, running.sendingUntil);
    return null;
  }
  if (command.supersededAt !== null) {
    await dropSuperseded(context, tx, command);
    return null;
  }
  if (others.some(({ number, supersededAt }) => number < command.number && supersededAt === null)) return null;
  const change = { attempts: attempt + 1, sendingUntil: after(now, LEASE_MS) };
  await changeCommand(tx.sql, commandId, change);
  return { ...command, ...change };
}

async function endTry(context: Context, tx: Tx, taken: Command, reply: BankReply<CommandBody>): Promise<unknown> {
  const order = await lockOrder(tx.sql, taken.orderId);
  const command = await findCommand(tx.sql, taken.id);
  // An event of the bank may have counted as the answer meanwhile; another worker may have taken over a lease that ran out.
  if (!command || command.state !== 'pending' || command.attempts !== taken.attempts) return;
  if (reply.outcome === 'done')
    return answerCommand(context, tx, order, command, { state: 'done', status: reply.status, body: reply.body });
  if (reply.outcome === 'refused') {
    return answerCommand(context, tx, order, command, { state: 'refused', status: reply.status, code: reply.code });
  }
  if (command.supersededAt !== null) return dropSuperseded(context, tx, command);
  const attempts = reply.why === 'postponed' ? command.attempts - 1 : command.attempts;
  if (attempts === ALERT_AFTER) {
    context.metrics.alerts.inc({ what: 'bank-command' });
    context.log.error({ bank: command.bankId, command: command.id, kind: command.kind, attempts }, 'a bank does not answer a command');
  }
  await changeCommand(tx.sql, command.id, { attempts, sendingUntil: null });
  const delay = retryDelay(command.id, Math.max(attempts, 1), LONGEST_DELAY_MS);
  await enqueueCommand(context, tx, command.bankId, command.id, attempts, after(context.clock.now(), delay));
}

/** No more tries; who superseded it has undone what the bank may have taken. */
async function dropSuperseded(context: Context, tx: Tx, command: Command): Promise<void> {
  await changeCommand(tx.sql, command.id, { sendingUntil: null });
  await sendNext(context, tx, command.applicationId);
}
