import { findCommand } from '../banks/store.ts';
import { orderTopic } from '../orders/events.ts';
import { SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** How long a buyer's call waits for the bank's answer. After this the stream reports the answer. */
const LONGEST_WAIT_MS = 5 * SECOND;
const POLL_MS = SECOND;

/** The command with its bank's answer, or unanswered after `longestMs`. */
export async function waitForAnswer(
  context: Context,
  orderId: string,
  commandId: string,
  longestMs = LONGEST_WAIT_MS,
): Promise<Row<'bankCommands'>> {
  const end = performance.now() + longestMs;
  for (;;) {
    const wakeUp = Promise.withResolvers<undefined>();
    const stop = context.wakeUps.onWake(orderTopic(orderId), () => wakeUp.resolve(undefined));
    const timer = setTimeout(() => wakeUp.resolve(undefined), POLL_MS);
    try {
      const command = await findCommand(context.sql, commandId);
      if (!command) throw new Error(`no command ${commandId}`);
      if (command.state !== 'pending' || performance.now() > end) return command;
      await wakeUp.promise;
    } finally {
      stop();
      clearTimeout(timer);
    }
  }
}
