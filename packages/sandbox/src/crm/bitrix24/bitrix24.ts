import type { Certificates } from '../../neighbours/certificates.ts';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { json, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { addresses } from './addresses.ts';
import { runBatch } from './batch.ts';
import { checkout, type CheckoutAnswer } from './checkout.ts';
import { directoryMethods } from './directory-methods.ts';
import { eventHandlers } from './event-handlers.ts';
import { eventMethods } from './event-methods.ts';
import { itemMethods } from './item-methods.ts';
import { limits as createLimits, type LimitOptions } from './limits.ts';
import type { Caller, Methods, MethodResult } from './method.ts';
import { oauth as createOAuth, type Application } from './oauth.ts';
import { paymentMethods } from './payment-methods.ts';
import { defaultCategories, type Category, type Change, type Portal } from './portal.ts';
import { productMethods } from './product-methods.ts';
import { paramsOf, tokenOf, type Params } from './rest-call.ts';
import { errors, RestError, restErrorAnswer } from './rest-error.ts';
import { timeOf } from './time.ts';

export interface Bitrix24Options extends StandInListening, LimitOptions {
  /** Inbound webhooks. Default: user 1, code `sandboxcode`, scopes crm, sale, pay_system. */
  webhooks?: readonly { userId: number; code: string; scopes: readonly string[] }[];
  applications?: readonly Application[];
  categories?: readonly Category[];
  userFields?: readonly string[];
  /** What one call of a method costs in seconds of work. Default 0.02. */
  workOf?(method: string): number;
  /** A boxed portal sends no operating counters. Default false. */
  boxed?: boolean;
  /** The portal then speaks HTTPS, as the official client demands. */
  certificates?: Certificates;
  timer?: Timer;
}

export interface Bitrix24StandIn extends StandIn {
  readonly portal: Portal;
  readonly webhookUrl: string;
  readonly events: readonly SentNotice[];
  /** An outgoing webhook, made by hand in the portal. */
  addOutgoingWebhook(event: string, url: string, applicationToken: string): void;
  /** A person or a robot of the portal moves a deal to a stage, of another funnel too. */
  moveDeal(dealId: number, stageId: string, by?: 'person' | 'robot'): void;
  /** A buyer presses «Оплатить». */
  checkout(paymentId: number, fields?: Readonly<Record<string, string>>): Promise<CheckoutAnswer>;
  /** The portal's subscription ends or comes back: refreshing tokens then fails with PAYMENT_REQUIRED. */
  setPaymentRequired(required: boolean): void;
  settled(): Promise<void>;
}

const methods: Methods = { ...itemMethods, ...productMethods, ...directoryMethods, ...paymentMethods, ...eventMethods };
const defaultScopes = ['crm', 'sale', 'pay_system'];

export const bitrix24Application: Application = {
  clientId: 'local.sandbox',
  clientSecret: 'sandbox-secret',
  redirectUri: 'http://localhost/bitrix24',
  applicationToken: '51856fefc120afa4b628cc82d3935cce',
  scopes: defaultScopes,
};

/**
 * A Bitrix24 portal over REST: inbound webhook and OAuth, crm.item.*, product rows, payments, payment systems, events, batch, limits.
 * Written from the official documentation (bitrix-tools/b24-rest-docs) and issues of its clients.
 *
 * Unproven: the codes of a wrong filter, a wrong row and an unknown event; whether a missing contact is refused (here it is); how phones
 * are compared. The obsolete crm.deal.* and crm.contact.* are not here: an unknown method gets ERROR_METHOD_NOT_FOUND.
 */
export async function startBitrix24({
  webhooks = [{ userId: 1, code: 'sandboxcode', scopes: defaultScopes }],
  applications = [bitrix24Application],
  categories = defaultCategories,
  userFields = [],
  workOf = () => 0.02,
  boxed = false,
  certificates,
  timer = systemTimer,
  host,
  port,
  ...limitOptions
}: Bitrix24Options = {}): Promise<Bitrix24StandIn> {
  let lastId = 100;
  let origin = '';
  const nextId = () => (lastId += 1);
  const limits = createLimits(timer, limitOptions);
  const oauth = createOAuth(applications, timer, () => origin);
  const events = createNotices(timer, () => prepared.faults, { timeoutMs: 10_000 });
  const handlers = eventHandlers({
    notices: events,
    now: () => timer.now(),
    origin: () => origin,
    accessToken: (application) => oauth.accessToken(application),
    nextId,
  });
  const portal: Portal = {
    deals: [],
    contacts: [],
    payments: [],
    paySystemHandlers: [],
    paySystems: [],
    categories,
    userFields,
    nextId,
    now: () => timer.now(),
    changed: (change: Change) => handlers.tell(change),
  };

  function callerOf(request: WireRequest, params: Params): Caller {
    const { user, code } = request.params;
    if (code !== undefined) {
      const webhook = webhooks.find((known) => String(known.userId) === user && known.code === code);
      if (!webhook) throw errors.webhookUnknown();
      return { kind: 'webhook', id: code, scopes: webhook.scopes };
    }
    const token = tokenOf(request, params);
    if (token === undefined) throw errors.noAuth();
    const application = oauth.applicationOf(token);
    return { kind: 'application', id: application.clientId, scopes: application.scopes, application };
  }

  /** One method with its limits. The time object comes with every success. */
  function run(caller: Caller, name: string, params: Params): { result: MethodResult; time: Record<string, unknown> } {
    const started = timer.now();
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw errors.methodNotFound();
    if (method.scope !== undefined && !caller.scopes.includes(method.scope)) throw errors.insufficientScope();
    limits.checkWork(caller.id, name);
    const result = method.run({ portal, handlers, params, caller });
    const { operating, resetAt } = limits.addWork(caller.id, name, workOf(name));
    return { result, time: timeOf(started, timer.now(), boxed ? undefined : { operating, operating_reset_at: resetAt }) };
  }

  function rest(request: WireRequest): WireAnswer {
    try {
      limits.takeRequest(request.remoteAddress);
      const params = paramsOf(request);
      const caller = callerOf(request, params);
      const name = (request.params['method'] ?? '').replace(/\.json$/, '').toLowerCase();
      if (name === 'batch') {
        const started = timer.now();
        const result = runBatch(params, (method, part) => run(caller, method.toLowerCase(), part));
        return json(200, { result, time: timeOf(started, timer.now(), undefined) });
      }
      const { result, time } = run(caller, name, params);
      return json(200, { ...result, time });
    } catch (error) {
      if (error instanceof RestError) return restErrorAnswer(error);
      throw error;
    }
  }

  const prepared = standIn({
    name: 'Bitrix24',
    operations: addresses(rest, oauth),
    unknownAddress: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body>404</body></html>' }),
    forms: {
      'expired-token': () => {
        oauth.expireAll();
        return 'proceed';
      },
      'too-many-requests': () => restErrorAnswer(errors.operationTimeLimit()),
      unavailable: () => restErrorAnswer(errors.tooManyRequests()),
      'server-error': () => restErrorAnswer(errors.internal()),
      // An error body may come under HTTP 200.
      'inner-failure': () => json(200, { error: 'ERROR_CORE', error_description: 'Внутренняя ошибка' }),
    },
    sendsNotices: true,
    timer,
    tls: certificates && { ...certificates.server, ca: certificates.ca },
  });
  const listening = await prepared.listen({ host, port });
  origin = listening.url;
  const [webhook] = webhooks;

  return {
    ...listening,
    portal,
    webhookUrl: webhook ? `${origin}/rest/${webhook.userId}/${webhook.code}/` : '',
    events: events.sent,
    addOutgoingWebhook: (event, url, applicationToken) => handlers.online.push({ id: nextId(), event, url, applicationToken }),
    moveDeal(dealId, stageId, by = 'person') {
      const deal = portal.deals.find(({ id }) => id === dealId);
      const category = categories.find(({ stages }) => stages.some(({ id }) => id === stageId));
      if (!deal || !category) throw new Error(`The portal has no deal ${dealId} or no stage ${stageId}.`);
      const moved = deal.categoryId !== category.id;
      Object.assign(deal, { categoryId: category.id, stageId });
      portal.changed({ event: moved ? 'ONCRMDEALMOVETOCATEGORY' : 'ONCRMDEALUPDATE', id: dealId, by });
    },
    checkout: (paymentId, fields = {}) => checkout(portal, paymentId, fields),
    setPaymentRequired: (required) => (oauth.paymentRequired = required),
    settled: () => events.settled(),
    async close() {
      events.close();
      await listening.close();
    },
  };
}
