/** The calls to the installment service that a shop's server needs. The secret key never leaves this server. */
export interface InstallmentApi {
  createOrder(order: NewOrder, idempotencyKey: string): Promise<CreatedOrder>;
  webhookEndpoints(): Promise<{ id: string; url: string }[]>;
  registerWebhook(url: string): Promise<{ id: string; url: string; secret: string }>;
  removeWebhook(id: string): Promise<void>;
}

export interface NewOrder {
  externalId: string;
  product: 'installment' | 'credit';
  currency: 'RUB';
  items: { name: string; price: number; quantity: number; vendorCode: string; category: string }[];
  term?: number;
  returnUrls: { success: string; failure: string; cancel: string };
}

/** The order as the service tells it, here and in webhooks; only what this shop reads. */
export interface ServiceOrder {
  id: string;
  externalId: string | null;
  status: string;
  trusted: boolean;
  sequence: number;
  amount: number;
  bank: { id: string; name: string } | null;
  offer: { monthlyPayment: number } | null;
  replaces: string | null;
  link: string;
}

export interface CreatedOrder extends ServiceOrder {
  /** Opens the application: goes to the buyer's page, and nowhere else. */
  session: string;
}

/** A refusal of the service, with its stable `code`. */
export class ServiceRefusal extends Error {
  override name = 'ServiceRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export function installmentApi({ installmentUrl, secretKey }: { installmentUrl: string; secretKey: string }): InstallmentApi {
  async function call<Answer>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(installmentUrl + path, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    if (!response.ok) {
      const problem = readProblem(text);
      throw new ServiceRefusal(response.status, problem.code ?? 'unknown', problem.detail ?? problem.title ?? response.statusText);
    }
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  return {
    // The key makes a repeated click or a lost answer find the same order again.
    createOrder: (order, idempotencyKey) => call('POST', '/v1/orders', order, { 'idempotency-key': idempotencyKey }),
    webhookEndpoints: async () => (await call<{ data: { id: string; url: string }[] }>('GET', '/v1/webhook-endpoints')).data,
    registerWebhook: (url) => call('POST', '/v1/webhook-endpoints', { url }),
    removeWebhook: (id) => call('DELETE', `/v1/webhook-endpoints/${id}`),
  };
}

/** Errors are RFC 9457 `application/problem+json`; what stands between us may answer with something else. */
function readProblem(text: string): { code?: string; title?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; title?: string; detail?: string };
  } catch {
    return {};
  }
}
