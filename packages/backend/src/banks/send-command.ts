import type { Context } from '../context.ts';
import { lockOrder } from '../orders/store.ts';
import { after, MINUTE, SECOND } from '../platform/clock.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Attempt, Claim, Made, Next, Outcome } from '../platform/outbound/declaration.ts';
import { defineOutbound } from '../platform/outbound/define-outbound.ts';
import { retryDelay } from '../platform/outbound/retry-delay.ts';
import { answerCommand, attemptsBefore, sendNext } from './answer-command.ts';
import { bankLimits, callsToAllBanks } from './calls-at-once.ts';
import { commandCalls, type CommandIds } from './commands.ts';
import type { BankReply, CommandBody } from './bank-connector.ts';
import { connectorOf } from './connector-registry.ts';
import { outcomeOf } from './reply-outcome.ts';
import { changeCommand, findCommand, unansweredCommands, type Command } from './store.ts';

/** A call ends after 10 s; a command whose worker died is claimed by another after this. */
const LEASE_MS = 15 * SECOND;

interface Answer {
  outcome: Outcome;
  reply: BankReply<CommandBody>;
}

/**
 * Sends a command to its bank.
 *
 * 1. One request at a time: the claim takes a lease under the order's lock, and waits for every other lease of the bank application.
 * 2. In the order of the acts: a command waits until those before it are finished. Refunds wait for nothing, and nothing for them.
 * 3. A superseded command is not sent again. What its bank may have taken was undone by whoever superseded it.
 * 4. A bank's event may finish a command during the call; the answer then changes nothing.
 */
export const sendCommand = defineOutbound({
  ...commandCalls,
  lanes: [{ name: 'main', concurrency: callsToAllBanks }],
  perTarget: bankLimits,
  alertAfter: { attempts: 10, what: 'bank-command', message: 'a bank does not answer a command' },
  claimTx,
  send,
  schedule: (number, { claimed: { id }, now }) => after(now, retryDelay(id, number, MINUTE)),
  recordOutcome,
});

/** Returns `drop` for a command that must not be sent yet: whatever ends its waiting enqueues it again. */
async function claimTx(context: Context, tx: Tx, { payload: { commandId, bankId }, number }: Attempt<CommandIds>): Promise<Claim<Command>> {
  const found = await findCommand(tx.sql, commandId);
  // A bank that BANKS_FILE lost: the maintenance enqueues its commands when it is listed again.
  if (!found || !context.banks.has(bankId)) return 'drop';
  await lockOrder(tx.sql, found.orderId);
  const command = await findCommand(tx.sql, commandId);
  if (!command || command.state !== 'pending' || attemptsBefore(command) !== number) return 'drop';
  const now = context.clock.now();
  const others =
    command.kind === 'refund' ? [] : (await unansweredCommands(tx.sql, command.applicationId)).filter(({ id }) => id !== commandId);
  const [lease] = [command, ...others].flatMap(({ claimedUntil }) => (claimedUntil !== null && claimedUntil > now ? [claimedUntil] : []));
  if (lease) return { waitUntil: lease };
  if (command.supersededAt !== null) {
    await dropSuperseded(context, tx, command);
    return 'drop';
  }
  if (others.some(({ number: place, supersededAt }) => place < command.number && supersededAt === null)) return 'drop';
  const change = { attempts: number + 1, claimedUntil: after(now, LEASE_MS) };
  await changeCommand(tx.sql, commandId, change);
  return { go: { ...command, ...change } };
}

async function send(context: Context, { id, applicationId, bankId, kind, body }: Command): Promise<Answer> {
  const plain = context.encryption.decrypt(body, { table: 'bank_commands', column: 'body', row: id });
  const reply = await connectorOf(context, bankId).command({ id, applicationId, kind, body: plain });
  return { outcome: outcomeOf(reply), reply };
}

async function recordOutcome(
  context: Context,
  tx: Tx,
  { claimed, answer: { reply }, next }: Made<CommandIds, Command, Answer, 'main'>,
): Promise<Next<'main'> | null> {
  const order = await lockOrder(tx.sql, claimed.orderId);
  const command = await findCommand(tx.sql, claimed.id);
  if (!command || command.state !== 'pending' || command.attempts !== claimed.attempts) return null;
  if (reply.outcome === 'done') {
    await answerCommand(context, tx, order, command, { state: 'done', status: reply.status, body: reply.body });
    return null;
  }
  if (reply.outcome === 'refused') {
    await answerCommand(context, tx, order, command, { state: 'refused', status: reply.status, code: reply.code });
    return null;
  }
  if (command.supersededAt !== null) {
    await dropSuperseded(context, tx, command);
    return null;
  }
  await changeCommand(tx.sql, command.id, { attempts: next?.number ?? command.attempts, claimedUntil: null });
  return next;
}

async function dropSuperseded(context: Context, tx: Tx, command: Command): Promise<void> {
  await changeCommand(tx.sql, command.id, { claimedUntil: null });
  await sendNext(context, tx, command.applicationId);
}
