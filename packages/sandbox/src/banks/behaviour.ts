import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** What goes wrong with an answer on its way, instead of the answer itself or after the work is done. */
export const failureSchema = z.strictObject({
  kind: z.enum([
    'status-500',
    'status-429',
    /** The connection is reset. */
    'reset',
    /** 200 with JSON that breaks off. */
    'malformed',
    /** 200 with JSON that is no answer of the gateway. */
    'wrong-answer',
    /** A body above 256 KiB. */
    'oversized',
    /** Headers at once, then the body a few bytes a second. */
    'slow-body',
    /** The right answer, but only after `delayMs`. */
    'late',
    /** The request is taken and no answer ever sent. */
    'hang',
  ]),
  /** The call that it happens to: `apply`, `decision` (the GET), `accept` … */
  on: z
    .enum([
      'any',
      'apply',
      'decision',
      'accept',
      'release',
      'slots',
      'appointment',
      'appointment-off',
      'signature',
      'confirm',
      'cancel',
      'refunds',
    ])
    .default('any'),
  /** How often, for each application. `null`: always. */
  times: z.int().min(1).nullable().default(1),
  /** `true`: the bank does its work first and only the answer is lost, the nastier half of all failures. */
  workDone: z.boolean().default(false),
  /** For `late`, in milliseconds. */
  delayMs: z.int().min(0).default(3_000),
});

/** How a bank behaves. Everything that a person may change while it runs. */
export const behaviourSchema = z.strictObject({
  /** `callback`: 202, then a callback after `delayMs`; `poll`: 202, and after `delayMs` the GET knows; `silent`: 202 for ever; `hang`: no answer at all. */
  answer: z.enum(['at-once', 'callback', 'poll', 'silent', 'hang']),
  decision: z.enum(['approved', 'declined']),
  /** Of `callback` and `poll`, in milliseconds. */
  delayMs: z.int().min(0),
  failures: z.array(failureSchema),
  /** How often each callback is sent; every second copy has a `webhook-id` of its own. */
  callbackCopies: z.int().min(1).max(5),
  accept: z.enum(['gives', 'gone']),
  signature: z.enum(['signs', 'refuses']),
  confirm: z.enum(['confirms', 'refuses']),
  cancel: z.enum(['cancels', 'refuses']),
  /** `later`: 202, then the event `refunded`; `later-failed`: 202, then `refund-failed`. */
  refunds: z.enum(['at-once', 'later', 'later-failed', 'refuses']),
  /** Between the 202 to a refund and its event, in milliseconds. */
  refundDelayMs: z.int().min(0),
  /** After the approval all offers are withdrawn. `null`: never. */
  withdrawAfterMs: z.int().min(0).nullable(),
  /** After the signature the bank cancels the contract. `null`: never. */
  contractCanceledAfterMs: z.int().min(0).nullable(),
  /** After the confirmation the bank says `settled`. `null`: only when told to. */
  settleAfterMs: z.int().min(0).nullable(),
});

export type Failure = z.infer<typeof failureSchema>;

/** The calls of the gateway: a POST's `action`, and a name for each of the rest. */
export type Action = Exclude<Failure['on'], 'any'>;

export type Behaviour = z.infer<typeof behaviourSchema>;

/** A change as it comes over HTTP or from a test, failures with their defaults left out. */
export const behaviourChangeSchema = behaviourSchema.partial();
export type BehaviourChange = z.infer<typeof behaviourChangeSchema>;
export type BehaviourChangeInput = z.input<typeof behaviourChangeSchema>;

export function alter(behaviour: Behaviour, change: BehaviourChangeInput): Behaviour {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return behaviourSchema.parse({ ...behaviour, ...Object.fromEntries(given) });
}

const calm: Behaviour = {
  answer: 'at-once',
  decision: 'approved',
  delayMs: 20_000,
  failures: [],
  callbackCopies: 1,
  accept: 'gives',
  signature: 'signs',
  confirm: 'confirms',
  cancel: 'cancels',
  refunds: 'at-once',
  refundDelayMs: 20_000,
  withdrawAfterMs: null,
  contractCanceledAfterMs: null,
  settleAfterMs: null,
};

export const failure = (kind: Failure['kind'], on: Failure['on'] = 'apply', times: number | null = 1, workDone = false): Failure => ({
  kind,
  on,
  times,
  workDone,
  delayMs: 3_000,
});

/** The behaviours that have a name: on the control page, in the control API and in `startSandbox({ banks })`. */
export const behaviours = {
  approves: calm,
  'calls-back': { ...calm, answer: 'callback' },
  'must-be-polled': { ...calm, answer: 'poll' },
  declines: { ...calm, decision: 'declined' },
  'never-answers': { ...calm, answer: 'hang' },
  'stays-pending': { ...calm, answer: 'silent' },
  'fails-then-recovers': {
    ...calm,
    failures: [failure('status-500'), failure('reset', 'apply', 1, true), failure('malformed'), failure('slow-body')],
  },
  'always-fails': { ...calm, failures: [failure('status-500', 'any', null)] },
} satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof behaviours;

export function isBehaviourName(name: string): name is BehaviourName {
  return Object.hasOwn(behaviours, name);
}

export function behaviourNameOf(behaviour: Behaviour): BehaviourName | undefined {
  return Object.keys(behaviours)
    .filter(isBehaviourName)
    .find((name) => isDeepStrictEqual(behaviours[name], behaviour));
}
