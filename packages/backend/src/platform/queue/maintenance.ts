import type { PlatformContext } from '../platform-context.ts';

/** What is done now and then, by every worker, and harms nobody when two do it at once. */
export type MaintenanceTask<Context extends PlatformContext> = (context: Context) => Promise<void>;

const EVERY_MS = 10 * 60_000;

/** Begins at once; returns how to end, which waits for the task under way. */
export function startMaintenance<Context extends PlatformContext>(
  context: Context,
  tasks: MaintenanceTask<Context>[],
): () => Promise<void> {
  let running = Promise.resolve();
  let ended = false;
  const round = () => {
    running = running.then(async () => {
      for (const task of tasks) {
        if (ended) return;
        await task(context).catch((error: unknown) => context.log.warn({ err: error, task: task.name }, 'a maintenance task failed'));
      }
    });
  };
  const timer = setInterval(round, EVERY_MS).unref();
  round();
  return () => {
    ended = true;
    clearInterval(timer);
    return running;
  };
}
