import type { Timer } from '../timer.ts';

export interface Message {
  /** The sender's id of an SMS, the Message-ID of an e-mail. */
  id: string;
  kind: 'sms' | 'mail';
  to: string;
  /** Of an e-mail. */
  subject: string | null;
  text: string;
  at: string;
}

export interface Inbox {
  /** Newest last. */
  messages(filter?: { to?: string | undefined; kind?: Message['kind'] | undefined }): Message[];
  /** `false`: this id already came with another text. The same message again changes nothing. */
  add(message: Omit<Message, 'at'>): boolean;
  /** The oldest SMS to this phone that no `waitForSms` gave out yet, as soon as it is there. Each message is given out once. */
  waitForSms(to: string, options?: { timeoutMs?: number }): Promise<Message>;
  waitForMail(to: string, options?: { timeoutMs?: number }): Promise<Message>;
  /** Called for each new message; the returned function ends it. */
  listen(listener: (message: Message) => void): () => void;
}

/** Personal data of an invented person, but still: no more than this is kept. */
const capacity = 1_000;

export function createInbox(timer: Timer): Inbox {
  let kept: Message[] = [];
  const givenOut = new WeakSet<Message>();
  const listeners = new Set<(message: Message) => void>();

  function waitFor(kind: Message['kind'], to: string, timeoutMs = 30_000): Promise<Message> {
    const wanted = (message: Message) => message.kind === kind && sameAddressee(message.to, to) && !givenOut.has(message);
    const giveOut = (message: Message) => {
      givenOut.add(message);
      return message;
    };
    const already = kept.find(wanted);
    if (already) return Promise.resolve(giveOut(already));
    return new Promise((resolve, reject) => {
      // Wall-clock on purpose: a test whose timer stands still must end all the same.
      const deadline = setTimeout(() => {
        listeners.delete(look);
        reject(new Error(`No ${kind} came within ${timeoutMs} ms.`));
      }, timeoutMs);
      const look = (message: Message) => {
        if (!wanted(message)) return;
        clearTimeout(deadline);
        listeners.delete(look);
        resolve(giveOut(message));
      };
      listeners.add(look);
    });
  }

  return {
    messages: ({ to, kind } = {}) =>
      kept.filter((message) => (to === undefined || sameAddressee(message.to, to)) && (kind === undefined || message.kind === kind)),
    add(message) {
      const known = kept.find(({ id, kind }) => id === message.id && kind === message.kind);
      if (known) return known.to === message.to && known.text === message.text;
      const added = { ...message, at: timer.now().toISOString() };
      kept = [...kept, added].slice(-capacity);
      for (const listener of [...listeners]) listener(added);
      return true;
    },
    waitForSms: (to, { timeoutMs } = {}) => waitFor('sms', to, timeoutMs),
    waitForMail: (to, { timeoutMs } = {}) => waitFor('mail', to, timeoutMs),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Phones by their digits, addresses without regard to case. */
function sameAddressee(left: string, right: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, '');
  if (left.includes('@') || right.includes('@')) return left.toLowerCase() === right.toLowerCase();
  return digits(left) === digits(right);
}
