import type { BankApplication } from '../banks/application.ts';
import type { Bank, JournalEntry } from '../banks/bank.ts';
import type { RunningBank } from '../banks/running-bank.ts';
import { behaviourNameOf, type Behaviour, type BehaviourName } from '../banks/behaviour.ts';

export interface BankView {
  id: string;
  name: string;
  color: string;
  url: string;
  up: boolean;
  behaviour: Behaviour;
  /** `default`: the behaviour of its profile; `custom`: a behaviour without a name. */
  behaviourName: BehaviourName | 'default' | 'custom';
  applications: number;
  /** How many callbacks wait because somebody holds them. */
  heldCallbacks: number;
}

/** What can be seen of an application at a bank: never the applicant. */
export interface ApplicationView {
  applicationId: string;
  receivedAt: string;
  product: string;
  goods: { name: string; quantity: number }[];
  amount: number;
  term: number;
  firstPayment: number;
  state: BankApplication['state'];
  offers: { id: string; product: string; term: number; monthlyPayment: number; validUntil: string }[];
  acceptedOfferId: string | null;
  agreementSha256: string | null;
  appointment: BankApplication['appointment'] | null;
  refunds: BankApplication['refunds'];
  posts: PostsView[];
}

/** All POSTs of one action: exactly once means one key, however many requests it took. */
export interface PostsView {
  action: string;
  requests: number;
  distinctKeys: number;
  /** More than `distinctKeys` would be a retry with other bytes. */
  distinctBodies: number;
  distinctWebhookIds: number;
}

export interface RequestView extends Omit<JournalEntry, 'at' | 'failure' | 'status' | 'idempotencyKey'> {
  at: string;
  idempotencyKey: string | null;
  failure: string | null;
  status: number | null;
}

export interface CallbackView {
  id: string;
  applicationId: string;
  type: string;
  attempts: number;
  lastStatus: number | null;
  state: 'held' | 'sending' | 'delivered' | 'refused';
}

export function bankView({ bank, url, up }: RunningBank): BankView {
  const { profile, behaviour } = bank;
  return {
    id: profile.id,
    name: profile.name,
    color: profile.color,
    url,
    up,
    behaviour,
    behaviourName: behaviour === profile.behaviour ? 'default' : (behaviourNameOf(behaviour) ?? 'custom'),
    applications: bank.applications.size,
    heldCallbacks: bank.callbacks.journal.filter(({ state }) => state === 'held').length,
  };
}

export function applicationView(bank: Bank, application: BankApplication): ApplicationView {
  const { request } = application;
  return {
    applicationId: application.id,
    receivedAt: application.receivedAt.toISOString(),
    product: request.product,
    goods: request.items.map(({ name, quantity }) => ({ name, quantity })),
    amount: request.amount,
    term: request.term,
    firstPayment: request.firstPayment,
    state: application.state,
    offers: application.offers.map(({ id, product, term, monthlyPayment, validUntil }) => ({
      id,
      product,
      term,
      monthlyPayment,
      validUntil,
    })),
    acceptedOfferId: application.acceptedOffer?.id ?? null,
    agreementSha256: application.agreement?.sha256 ?? null,
    appointment: application.appointment ?? null,
    refunds: application.refunds.map((refund) => ({ ...refund })),
    posts: postsOf(bank.journal.filter((entry) => entry.applicationId === application.id && entry.idempotencyKey !== undefined)),
  };
}

function postsOf(entries: readonly JournalEntry[]): PostsView[] {
  const byAction = Map.groupBy(entries, ({ action }) => action);
  return [...byAction].map(([action, group]) => ({
    action,
    requests: group.length,
    distinctKeys: new Set(group.map(({ idempotencyKey }) => idempotencyKey)).size,
    distinctBodies: new Set(group.map(({ bodySha256 }) => bodySha256)).size,
    distinctWebhookIds: new Set(group.map(({ webhookId }) => webhookId)).size,
  }));
}

export function requestView({ at, idempotencyKey, failure, status, ...rest }: JournalEntry): RequestView {
  return { ...rest, at: at.toISOString(), idempotencyKey: idempotencyKey ?? null, failure: failure ?? null, status: status ?? null };
}

export function callbackViews(bank: Bank): CallbackView[] {
  return bank.callbacks.journal.map(({ id, applicationId, type, attempts, lastStatus, state }) => ({
    id,
    applicationId,
    type,
    attempts,
    lastStatus,
    state,
  }));
}
