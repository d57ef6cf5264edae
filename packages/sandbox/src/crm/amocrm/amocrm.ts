import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { header, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { defaultPipelines, type Account, type LeadChange, type Pipeline } from './account.ts';
import { answers } from './answers.ts';
import { amoApi, type AmoApi } from './api.ts';
import { hookPlan, sendHooks } from './hooks.ts';
import { changeLead } from './leads.ts';
import { requestRate } from './limits.ts';
import { amoOAuth, type Integration } from './oauth.ts';

export interface AmoCrmOptions extends StandInListening {
  integration?: Integration;
  pipelines?: readonly Pipeline[];
  /** The integration's control of duplicates is on. Default false. */
  duplicateControl?: boolean;
  /** Default 7. */
  requestsPerSecond?: number;
  subdomain?: string;
  timer?: Timer;
}

export interface AmoCrmStandIn extends StandIn {
  readonly account: Account;
  readonly hooks: readonly SentNotice[];
  /** People move leads: all of them go out in one POST. */
  moveLeads(moves: readonly { id: number; statusId: number }[]): void;
  /** Support lifts the block of the address. */
  unblock(): void;
  settled(): Promise<void>;
}

export const amoIntegration: Integration = {
  clientId: '7d5f2c1e-0000-4000-8000-000000000001',
  clientSecret: 'sandbox-secret',
  redirectUri: 'http://localhost/amocrm',
  longLivedToken: 'sandbox-long-lived-token',
};

/**
 * amoCRM, `/api/v4`: long-lived token or OAuth with a refresh token that works once, leads, complex add, contacts, notes, pipelines, hooks,
 * limits. Written from the official PHP client, developers.kommo.com and issues of clients.
 *
 * Unproven: the account's own limit of 50 requests a second (not here); when exactly 429 becomes 403 (here after 30 refusals in a row);
 * which lead a merge updates (here the contact's open one); hooks are switched off after >100 bad answers in 2 h (not here).
 */
export async function startAmoCrm({
  integration = amoIntegration,
  pipelines = defaultPipelines,
  duplicateControl = false,
  requestsPerSecond = 7,
  subdomain = 'sandbox',
  timer = systemTimer,
  host,
  port,
}: AmoCrmOptions = {}): Promise<AmoCrmStandIn> {
  let lastId = 1000;
  let origin = '';
  let collected: LeadChange[] | undefined;
  const rate = requestRate(timer, requestsPerSecond);
  const hooks = createNotices(timer, () => prepared.faults, hookPlan);
  const oauth = amoOAuth(integration, timer, () => new URL(origin).host);
  const account: Account = {
    leads: [],
    contacts: [],
    notes: [],
    webhooks: [],
    pipelines,
    nextId: () => (lastId += 1),
    now: () => timer.now(),
    changed(change) {
      if (collected) collected.push(change);
      else sendHooks(account, hooks, [change], subdomain);
    },
  };
  const api = amoApi(account, duplicateControl);

  const guarded = (work: (request: WireRequest) => WireAnswer) => (request: WireRequest) => {
    const state = rate.take();
    if (state !== 'allowed') return state === 'blocked' ? answers.blocked() : answers.tooMany();
    // A client without a User-Agent is turned away before its token is looked at.
    if (!header(request, 'user-agent')) return answers.forbidden();
    const known = oauth.integrationOf(request);
    const answer = 'refusal' in known ? known.refusal : work(request);
    return { ...answer, headers: { ...answer.headers, 'x-request-id': crypto.randomUUID() } };
  };

  const prepared = standIn({
    name: 'amoCRM',
    operations: [
      { name: 'token', method: 'POST', url: '/oauth2/access_token', answer: (request) => oauth.token(request) },
      { name: 'authorize', method: 'GET', url: '/oauth', answer: (request) => oauth.authorize(request) },
      ...apiOperations(api, guarded),
    ],
    unknownAddress: () => answers.notFound(),
    forms: {
      'expired-token': () => {
        oauth.expireAll();
        return 'proceed';
      },
      'too-many-requests': () => answers.tooMany(),
      unavailable: () => answers.gatewayTimeout(),
      'server-error': () => ({
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>500</title></head></html>',
      }),
    },
    sendsNotices: true,
    timer,
  });
  const listening = await prepared.listen({ host, port });
  origin = listening.url;

  return {
    ...listening,
    account,
    hooks: hooks.sent,
    moveLeads(moves) {
      collected = [];
      for (const { id, statusId } of moves) {
        const lead = account.leads.find((candidate) => candidate.id === id);
        const pipeline = pipelines.find(({ id: known }) => known === lead?.pipeline_id);
        if (!lead || !pipeline?.statuses.some((status) => status.id === statusId))
          throw new Error(`The account has no lead ${id} or no status ${statusId}.`);
        changeLead(account, lead, { status_id: statusId });
      }
      const changes = collected;
      collected = undefined;
      sendHooks(account, hooks, changes, subdomain);
    },
    unblock: () => rate.unblock(),
    settled: () => hooks.settled(),
    async close() {
      hooks.close();
      await listening.close();
    },
  };
}

function apiOperations(api: AmoApi, guarded: (work: (request: WireRequest) => WireAnswer) => Operation['answer']): Operation[] {
  const one = (name: string, method: Operation['method'], url: string, work: (request: WireRequest) => WireAnswer): Operation => ({
    name,
    method,
    url: `/api/v4/${url}`,
    answer: guarded(work),
  });
  return [
    one('add-leads', 'POST', 'leads', api.addLeads),
    one('add-complex', 'POST', 'leads/complex', api.addComplexLeads),
    one('patch-leads', 'PATCH', 'leads', api.patchLeads),
    one('patch-lead', 'PATCH', 'leads/:id', api.patchLead),
    one('leads', 'GET', 'leads', api.leads),
    one('lead', 'GET', 'leads/:id', api.lead),
    one('pipelines', 'GET', 'leads/pipelines', api.pipelines),
    one('add-notes', 'POST', 'leads/notes', api.addNotes),
    one('add-notes', 'POST', 'leads/:id/notes', api.addNotes),
    one('add-contacts', 'POST', 'contacts', api.addContacts),
    one('contacts', 'GET', 'contacts', api.contacts),
    one('add-webhook', 'POST', 'webhooks', api.addWebhook),
    one('remove-webhook', 'DELETE', 'webhooks', api.removeWebhook),
  ];
}
