import { giveUpQueue } from '../banks/commands.ts';
import type { Context } from '../context.ts';
import type { QueueKind } from '../platform/queue/queue.ts';
import { giveUpChoice } from './choice.ts';

export function buyerSessionQueues(context: Context): QueueKind[] {
  return [{ name: giveUpQueue('accept'), slots: 2, handle: ({ commandId }) => giveUpChoice(context, String(commandId)) }];
}
