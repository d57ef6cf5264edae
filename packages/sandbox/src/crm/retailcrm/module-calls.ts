import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../neighbours/wire.ts';
import type { Invoice, PaymentModule, RetailOrder } from './account.ts';

export interface ModuleAnswer {
  status: number;
  success: boolean;
  errorMsg: string;
  result: Readonly<Record<string, unknown>>;
}

const answerSchema = z.looseObject({
  success: z.boolean().optional(),
  errorMsg: z.string().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
});

async function send(url: string, fields: Readonly<Record<string, string>>): Promise<ModuleAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  return readAnswer(response);
}

async function readAnswer(response: Response): Promise<ModuleAnswer> {
  const body = parseJson(await response.text());
  const parsed = answerSchema.safeParse(body.ok ? body.value : undefined);
  const { success = false, errorMsg = '', result = {} } = parsed.success ? parsed.data : {};
  return { status: response.status, success: response.ok && success, errorMsg, result };
}

const addressOf = ({ baseUrl }: PaymentModule, path: string) =>
  new URL(path.replace(/^\//, ''), baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).toString();

/** The CRM's calls to a payment module: a form with clientId and one field, named like the action, that holds JSON. Nothing is signed. */
export const moduleCalls = {
  async create(module: PaymentModule, invoice: Invoice, order: RetailOrder): Promise<ModuleAnswer> {
    const [shop] = module.integrations.payment.shops;
    const create = {
      invoiceUuid: invoice.uuid,
      shopId: shop?.code ?? '',
      amount: invoice.amount,
      currency: invoice.currency,
      orderNumber: order.number,
      orderId: order.id,
      siteUrl: 'https://shop.example',
      returnUrl: 'https://shop.example/thanks',
      customer: { firstName: order.input.firstName, lastName: order.input.lastName, phone: order.input.phone, email: order.input.email },
      items: (order.input.items ?? []).map(({ productName, initialPrice, discountManualAmount = 0, quantity, vatRate }) => ({
        name: productName ?? '',
        price: initialPrice - discountManualAmount,
        quantity,
        measurementUnit: 'pc',
        vat: vatRate ?? 'none',
        paymentMethod: 'full_payment',
        paymentObject: 'commodity',
      })),
    };
    const answer = await send(addressOf(module, module.integrations.payment.actions.create), {
      clientId: module.clientId,
      create: JSON.stringify(create),
    });
    const { invoiceUrl, paymentId } = answer.result;
    if (answer.success && typeof invoiceUrl === 'string' && typeof paymentId === 'string')
      Object.assign(invoice, { link: invoiceUrl, paymentId });
    return answer;
  },
  act: (module: PaymentModule, action: 'approve' | 'cancel' | 'refund', paymentId: string, amount?: number) =>
    send(addressOf(module, module.integrations.payment.actions[action]), {
      clientId: module.clientId,
      [action]: JSON.stringify({ paymentId, ...(amount === undefined ? {} : { amount }) }),
    }),
  /** The one call that is a GET; a module may do without it. */
  async status(module: PaymentModule, paymentId: string): Promise<ModuleAnswer | undefined> {
    const path = module.integrations.payment.actions.status;
    if (path === undefined) return undefined;
    const address = new URL(addressOf(module, path));
    address.searchParams.set('clientId', module.clientId);
    address.searchParams.set('paymentId', paymentId);
    return readAnswer(await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(30_000) }));
  },
  activity: (module: PaymentModule, activityUrl: string, activity: { active: boolean; freeze: boolean }, systemUrl: string) =>
    send(activityUrl, { clientId: module.clientId, activity: JSON.stringify(activity), systemUrl }),
  /** The simple connection: the module proves by nothing, the CRM by a hash of its key. */
  register: (url: string, apiKey: string, secret: string, systemUrl: string) =>
    send(url, { register: JSON.stringify({ token: createHmac('sha256', secret).update(apiKey).digest('hex'), apiKey, systemUrl }) }),
};
