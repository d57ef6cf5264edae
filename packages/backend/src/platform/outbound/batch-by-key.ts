import { TimedOut, withTimeout } from '../with-timeout.ts';

/** What takes longer hangs on a connection that nobody answers; what waits behind it must not. */
const LIMIT_MS = 30_000;

/**
 * Work under one key that comes while earlier work of that key runs is done together, after it: one transaction in place of many that
 * would wait for each other's lock. Each caller hears when its own part is done. What fails together is done again one by one, so that
 * one part's fault is its own.
 */
export function batchByKey<Context extends object, Item, Result>(
  act: (context: Context, key: string, items: Item[]) => Promise<Result[]>,
): (context: Context, key: string, item: Item) => Promise<Result> {
  const ofContext = new WeakMap<Context, Map<string, Waiting<Item, Result>[]>>();

  async function run(context: Context, waiting: Map<string, Waiting<Item, Result>[]>, key: string): Promise<void> {
    // What comes in the same turn of the event loop goes along.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (let batch = waiting.get(key) ?? []; batch.length > 0; batch = waiting.get(key) ?? []) {
      waiting.set(key, []);
      await settle(context, key, batch);
    }
    waiting.delete(key);
  }

  async function settle(context: Context, key: string, batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await withTimeout(
        LIMIT_MS,
        act(
          context,
          key,
          batch.map(({ item }) => item),
        ),
      );
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('work was done together, but not all of it'));
        else resolve(result);
      });
    } catch (error) {
      if (batch.length > 1 && !(error instanceof TimedOut)) for (const one of batch) await settle(context, key, [one]);
      else batch.forEach(({ reject }) => reject(error));
    }
  }

  return (context, key, item) =>
    new Promise<Result>((resolve, reject) => {
      const waiting = ofContext.get(context) ?? new Map<string, Waiting<Item, Result>[]>();
      ofContext.set(context, waiting);
      const batch = waiting.get(key);
      waiting.set(key, [...(batch ?? []), { item, resolve, reject }]);
      if (!batch) void run(context, waiting, key);
    });
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
