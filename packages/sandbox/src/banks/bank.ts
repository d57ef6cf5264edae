import type { Timer } from '../timer.ts';
import type { BankApplication } from './application.ts';
import type { Answer } from './answer.ts';
import { callbacks, type Callbacks } from './callbacks.ts';
import type { BankProfile } from './profiles.ts';
import { replayMemory, type ReplayMemory } from './replay-memory.ts';
import { alter, type Action, type Behaviour, type Failure } from './behaviour.ts';

/** One verified request as it came, failures included. */
export interface JournalEntry {
  at: Date;
  action: Action;
  applicationId: string;
  webhookId: string;
  idempotencyKey: string | undefined;
  /** SHA-256 of the raw body: equal keys must come with equal bytes. */
  bodySha256: string;
  failure: Failure['kind'] | undefined;
  /** `undefined`: no answer was made. */
  status: number | undefined;
}

/** One running bank: what it is, how it behaves just now, and all that it remembers. */
export interface Bank {
  readonly profile: BankProfile;
  readonly outSecrets: readonly string[];
  readonly timer: Timer;
  readonly callbacks: Callbacks;
  /** Where callbacks may go. `undefined`: wherever the application says. */
  readonly backendUrl: string | undefined;
  readonly applications: Map<string, BankApplication>;
  readonly journal: JournalEntry[];
  readonly replays: ReplayMemory;
  /** First answers by Idempotency-Key. A sandbox lives for a day, so it never forgets them. */
  readonly answersByKey: Map<string, { requestDigest: string; answer: Answer | 'no-answer' }>;
  /** How often a failure has already struck, by application and place in the behaviour's list. */
  readonly strikes: Map<string, number>;
  behaviour: Behaviour;
  /** Runs `action` after the behaviour's delay, shortened by the sandbox's factor. */
  later(delayMs: number, action: () => void): void;
  /** Calls off all that was to come. */
  close(): void;
}

export interface BankOptions {
  profile: BankProfile;
  outSecrets: readonly string[];
  inSecrets: readonly string[];
  timer: Timer;
  backendUrl: string | undefined;
  delayFactor: number;
  callbackRetryMs: number;
}

export function createBank({ profile, outSecrets, inSecrets, timer, backendUrl, delayFactor, callbackRetryMs }: BankOptions): Bank {
  const coming = new Set<() => void>();
  const outgoing = callbacks({ secrets: inSecrets, timer, retryMs: callbackRetryMs });
  return {
    profile,
    outSecrets,
    timer,
    callbacks: outgoing,
    backendUrl,
    applications: new Map(),
    journal: [],
    replays: replayMemory(timer),
    answersByKey: new Map(),
    strikes: new Map(),
    behaviour: profile.behaviour,
    later(delayMs, action) {
      const callOff = timer.after(delayMs * delayFactor, () => {
        coming.delete(callOff);
        action();
      });
      coming.add(callOff);
    },
    close() {
      for (const callOff of coming) callOff();
      coming.clear();
      outgoing.close();
    },
  };
}

/** The bank's behaviour as it is now, with what was changed for this application alone. */
export function behaviourFor(bank: Bank, application: BankApplication | undefined): Behaviour {
  return application ? alter(bank.behaviour, application.behaviour) : bank.behaviour;
}
