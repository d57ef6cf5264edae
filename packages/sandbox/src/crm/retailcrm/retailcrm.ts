import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { header, json, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { totalOf, type Invoice, type PaymentModule, type RetailAccount, type RetailOrder } from './account.ts';
import { answers, refused } from './answers.ts';
import { formCall, type FormCall } from './form-call.ts';
import { invoiceApi } from './invoices.ts';
import { moduleCalls, type ModuleAnswer } from './module-calls.ts';
import { orderApi } from './orders.ts';

export interface RetailCrmOptions extends StandInListening {
  /** Keys, each with whether it may write. */
  apiKeys?: Readonly<Record<string, { write: boolean }>>;
  sites?: readonly string[];
  /** What a caller over 10 requests a second gets. Default 503. */
  overLimit?: 429 | 503;
  timer?: Timer;
}

export interface RetailCrmStandIn extends StandIn {
  readonly account: RetailAccount;
  /** A manager asks for an invoice of an order over all of it. */
  requestInvoice(moduleCode: string, orderId: number): Promise<{ invoice: Invoice; answer: ModuleAnswer }>;
  act(moduleCode: string, action: 'approve' | 'cancel' | 'refund', paymentId: string, amount?: number): Promise<ModuleAnswer>;
  status(moduleCode: string, paymentId: string): Promise<ModuleAnswer | undefined>;
  activity(moduleCode: string, url: string, activity: { active: boolean; freeze: boolean }): Promise<ModuleAnswer>;
  /** The simple connection of a module by its address and secret. */
  connect(url: string, secret: string): Promise<ModuleAnswer>;
}

/**
 * RetailCRM v5: orders, payments, directories, and the payment module both ways.
 * Written from the official Go and PHP clients and from retailcrm/stripe, a complete payment module.
 *
 * Unproven: the HTTP statuses of the messages about keys (here 403), the body of 503, which fields outside the known ones are refused.
 */
export async function startRetailCrm({
  apiKeys = { 'sandbox-key': { write: true }, 'read-only-key': { write: false } },
  sites = ['shop'],
  overLimit = 503,
  timer = systemTimer,
  host,
  port,
}: RetailCrmOptions = {}): Promise<RetailCrmStandIn> {
  let lastId = 500;
  let origin = '';
  const account: RetailAccount = {
    orders: [],
    invoices: [],
    modules: new Map(),
    sites,
    statuses: ['new', 'assembling', 'complete', 'cancel-other'],
    paymentTypes: ['cash', 'bank-card', 'installment', 'credit'],
    paymentStatuses: ['not-paid', 'invoice', 'payment-start', 'paid', 'returned', 'canceled'],
    nextId: () => (lastId += 1),
  };
  const orders = orderApi(account);
  const invoices = invoiceApi(account);
  const rate = callsPerSecond(timer, 10);

  const guarded = (work: (call: FormCall) => WireAnswer) => (request: WireRequest) => {
    const key = header(request, 'x-api-key');
    if (!key) return answers.keyMissing();
    const rights = Object.hasOwn(apiKeys, key) ? apiKeys[key] : undefined;
    if (!rights) return answers.keyWrong();
    if (!rate(key)) return answers.tooMany(overLimit);
    if (request.method === 'POST' && !rights.write) return answers.accessDenied();
    return work(formCall(request));
  };
  const operation = (name: string, method: 'GET' | 'POST', url: string, work: (call: FormCall) => WireAnswer): Operation => ({
    name,
    method,
    url: `/api/v5/${url}`,
    answer: guarded(work),
  });

  const prepared = standIn({
    name: 'RetailCRM',
    operations: [
      operation('create-order', 'POST', 'orders/create', orders.createOrder),
      operation('edit-order', 'POST', 'orders/:id/edit', orders.editOrder),
      operation('orders', 'GET', 'orders', orders.orders),
      operation('order', 'GET', 'orders/:id', orders.order),
      operation('create-payment', 'POST', 'orders/payments/create', orders.createPayment),
      operation('edit-payment', 'POST', 'orders/payments/:id/edit', orders.editPayment),
      operation('delete-payment', 'POST', 'orders/payments/:id/delete', orders.deletePayment),
      operation('directory', 'GET', 'reference/statuses', () => directory('statuses', account.statuses)),
      operation('directory', 'GET', 'reference/payment-types', () => directory('paymentTypes', account.paymentTypes)),
      operation('directory', 'GET', 'reference/payment-statuses', () => directory('paymentStatuses', account.paymentStatuses)),
      operation('directory', 'GET', 'reference/sites', () => directory('sites', sites)),
      operation('edit-module', 'POST', 'integration-modules/:code/edit', invoices.editModule),
      operation('update-invoice', 'POST', 'payment/update-invoice', invoices.update),
      operation('check-invoice', 'POST', 'payment/check', invoices.check),
      operation('create-invoice', 'POST', 'payment/create-invoice', invoices.create),
      operation('invoice', 'GET', 'payment/invoice/:id', invoices.invoice),
    ],
    unknownAddress: () => answers.notFound(),
    forms: {
      'too-many-requests': () => answers.tooMany(429),
      unavailable: () => answers.tooMany(503),
      'server-error': () => refused(500, 'Internal Server Error'),
      'inner-failure': () => json(200, { success: true, result: { success: false, errorMsg: 'Internal error' } }),
    },
    sendsNotices: false,
    timer,
  });
  const listening = await prepared.listen({ host, port });
  origin = listening.url;
  const [mainKey = ''] = Object.keys(apiKeys);

  return {
    ...listening,
    account,
    async requestInvoice(moduleCode, orderId) {
      const order = orderOf(account, orderId);
      const invoice: Invoice = {
        uuid: crypto.randomUUID(),
        orderId,
        amount: totalOf(order),
        currency: 'RUB',
        paymentId: '',
        status: 'pending',
        link: '',
        refunds: [],
      };
      account.invoices.push(invoice);
      return { invoice, answer: await moduleCalls.create(moduleOf(account, moduleCode), invoice, order) };
    },
    act: (moduleCode, action, paymentId, amount) => moduleCalls.act(moduleOf(account, moduleCode), action, paymentId, amount),
    status: (moduleCode, paymentId) => moduleCalls.status(moduleOf(account, moduleCode), paymentId),
    activity: (moduleCode, url, activity) => moduleCalls.activity(moduleOf(account, moduleCode), url, activity, origin),
    connect: (url, secret) => moduleCalls.register(url, mainKey, secret, origin),
  };
}

function directory(name: string, codes: readonly string[]): WireAnswer {
  return json(200, { success: true, [name]: Object.fromEntries(codes.map((code) => [code, { code, name: code, active: true }])) });
}

function callsPerSecond(timer: Timer, most: number): (key: string) => boolean {
  const taken = new Map<string, number[]>();
  return (key) => {
    const now = timer.now().getTime();
    const recent = (taken.get(key) ?? []).filter((at) => now - at < 1_000);
    if (recent.length < most) recent.push(now);
    else return false;
    taken.set(key, recent);
    return true;
  };
}

function moduleOf({ modules }: RetailAccount, code: string): PaymentModule {
  const found = modules.get(code);
  if (!found) throw new Error(`The account has no module “${code}”.`);
  return found;
}

function orderOf({ orders }: RetailAccount, id: number): RetailOrder {
  const found = orders.find((order) => order.id === id);
  if (!found) throw new Error(`The account has no order ${id}.`);
  return found;
}
