import { findCommand } from '../buyer-session/store.ts';
import { orderTopic } from '../orders/events.ts';
import { SECOND } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

/** So long a person waits for the bank in the call itself; then the stream tells. */
const PATIENCE_MS = 5 * SECOND;
const POLL_MS = SECOND;

/** The command as its bank answered it, or as it stands when the patience ends. */
export async function answerOf(context: Context, orderId: string, commandId: string): Promise<Row<'bankCommands'>> {
  const end = performance.now() + PATIENCE_MS;
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
