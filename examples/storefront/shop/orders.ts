import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the shop needs to know of an order of the service; the rest it can ask for. */
export interface OrderState {
  id: string;
  /** The shop's own number. */
  externalId: string | null;
  status: string;
  /** False: a page set the prices, not this server. */
  trusted: boolean;
  /** Larger is newer: webhooks may come in any order. */
  sequence: number;
  amount: number;
  bankName: string | null;
  monthlyPayment: number | null;
  /** The rejected order that this one replaces. */
  replaces: string | null;
}

/** A webhook that was verified. */
export interface VerifiedEvent {
  id: string;
  type: string;
  at: string;
  order: OrderState;
}

/** An order that this shop's server made, and for whom. */
export interface PlacedOrder {
  number: string;
  visitorId: string;
  /** What was ordered, so that a second click on the same finds it. */
  contents: string;
  /** The whole cart, not one good from its page. */
  fromCart: boolean;
  session: string;
  link: string;
  order: OrderState;
}

type Entry = { kind: 'placed'; placed: PlacedOrder } | { kind: 'event'; event: VerifiedEvent };

export type Orders = Awaited<ReturnType<typeof openOrders>>;

const firstNumber = 10_488;
const over = new Set(['rejected', 'canceled', 'expired']);

/** The shop's orders: a file of JSON lines that is only ever appended to, read once at the start. A real shop has its database here. */
export async function openOrders(file: string) {
  const placedByNumber = new Map<string, PlacedOrder>();
  const states = new Map<string, OrderState>();
  const events = new Map<string, VerifiedEvent>();
  const beingWritten = new Map<string, Promise<void>>();
  const listeners = new Set<(order: OrderState) => void>();
  let writing: Promise<void> = mkdir(dirname(file), { recursive: true }).then(() => undefined);

  for (const line of await linesIn(file)) take(JSON.parse(line) as Entry);

  function take(entry: Entry): void {
    if (entry.kind === 'placed') {
      placedByNumber.set(entry.placed.number, entry.placed);
      takeState(entry.placed.order);
    } else {
      events.set(entry.event.id, entry.event);
      takeState(entry.event.order);
    }
  }

  /** An older state never replaces a newer one. */
  function takeState(order: OrderState): void {
    const known = states.get(order.id);
    if (known && known.sequence >= order.sequence) return;
    states.set(order.id, order);
    for (const listener of listeners) listener(order);
  }

  /** The file first: what we answered 200 to must survive a crash. It holds session tokens, so it is the owner's alone. */
  function write(entry: Entry): Promise<void> {
    const written = writing.then(() => appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true }));
    writing = written.catch(() => undefined);
    return written.then(() => take(entry));
  }

  /**
   * The order that this server made under its number, or the one that replaced it after a refusal. Only its id, its sum and `trusted`
   * tell that an order is ours: a page can make an order that carries the same number.
   */
  function stateOf(number: string): OrderState | undefined {
    const placed = placedByNumber.get(number);
    const successorOf = (id: string) =>
      [...states.values()].find(({ replaces, trusted, amount }) => replaces === id && trusted && amount === placed?.order.amount);
    let state = placed && states.get(placed.order.id);
    for (let next = state; next; next = successorOf(next.id)) state = next;
    return state;
  }

  return {
    nextNumber: () => String(Math.max(firstNumber - 1, ...[...placedByNumber.keys()].map(Number)) + 1),
    placed: (number: string) => placedByNumber.get(number),
    /** The visitor's order of the same contents that can still be gone on with. */
    underWay: (visitorId: string, contents: string) =>
      [...placedByNumber.values()].find(
        (placed) =>
          placed.visitorId === visitorId &&
          placed.contents === contents &&
          ['created', 'submitted', 'approved'].includes(stateOf(placed.number)?.status ?? ''),
      ),
    place: (placed: PlacedOrder) => write({ kind: 'placed', placed }),
    stateOf,
    isOver: (status: string) => over.has(status),
    /** `false`: this event is already here. Two deliveries at the same moment share one writing. */
    async takeEvent(event: VerifiedEvent): Promise<boolean> {
      const other = beingWritten.get(event.id);
      if (events.has(event.id) || other) {
        await other;
        return false;
      }
      const written = write({ kind: 'event', event }).finally(() => beingWritten.delete(event.id));
      beingWritten.set(event.id, written);
      await written;
      return true;
    },
    events: () => [...events.values()],
    listen(listener: (order: OrderState) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function linesIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // A crash in the middle of a write leaves half a line at the end: it was never answered.
  const lines = text.split('\n');
  lines.pop();
  return lines;
}
