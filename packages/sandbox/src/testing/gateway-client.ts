import { randomUUID } from 'node:crypto';
import type { BankApplication } from '@installment-button/protocol/bank-gateway';
import type { BanksFileEntry } from '../banks/banks-file.ts';
import { sign, signedContent } from '../signature.ts';
import { systemTimer, type Timer } from '../timer.ts';

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

export interface RequestOptions {
  key?: string;
  webhookId?: string;
  /** Instead of the entry's own. */
  secrets?: readonly string[];
  at?: Date;
  /** Instead of what belongs there: for replays on another path and the like. */
  rawBody?: string;
}

/** What the backend's connector does, as small as it can be: signs, sends, reads. */
export function gatewayClient(entry: BanksFileEntry, timer: Timer = systemTimer) {
  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body: object | undefined,
    options: RequestOptions = {},
  ): Promise<Reply> {
    const rawBody = options.rawBody ?? (body === undefined ? '' : JSON.stringify(body));
    const webhookId = options.webhookId ?? `msg_${randomUUID()}`;
    const response = await fetch(entry.url + path, {
      method,
      headers: {
        ...sign(options.secrets ?? entry.outSecrets, webhookId, options.at ?? timer.now(), signedContent(method, path, rawBody)),
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': options.key ?? randomUUID() } : {}),
      },
      ...(method === 'POST' ? { body: rawBody } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }

  return {
    send,
    apply: (application: BankApplication, options: RequestOptions = {}) =>
      send('POST', '/applications', application, { key: application.applicationId, ...options }),
    decision: (applicationId: string, options?: RequestOptions) => send('GET', `/applications/${applicationId}`, undefined, options),
    command: (applicationId: string, action: string, fields: object = {}, options?: RequestOptions) =>
      send('POST', `/applications/${applicationId}/${action}`, { applicationId, action, ...fields }, options),
  };
}

/** A whole application of a buyer with this surname. */
export function anApplication({ lastName = 'Ивлев', ...change }: Partial<BankApplication> & { lastName?: string } = {}): BankApplication {
  return {
    applicationId: `app_${randomUUID().replaceAll('-', '')}`,
    action: 'apply',
    test: true,
    product: 'installment',
    amount: 4_999_000,
    currency: 'RUB',
    term: 12,
    firstPayment: 0,
    items: [
      {
        ...{ name: 'Холодильник Norden RF-340', price: 4_999_000, quantity: 1, unit: 'piece', vendorCode: '204118', category: null },
        ...{ lineTotal: 4_999_000, discountShare: 0 },
      },
    ],
    applicant: {
      lastName,
      firstName: 'Пётр',
      birthDate: '1990-04-12',
      birthPlace: 'г. Псков',
      passport: {
        series: '5812',
        number: '345678',
        issuedAt: '2012-05-03',
        issuedBy: 'УФМС по Псковской области',
        departmentCode: '600-001',
      },
      registrationAddress: '180000, г. Псков, ул. Новая, д. 1',
      employment: { kind: 'employed', monthlyIncome: 9_000_000 },
      phone: '+79160000001',
    },
    consents: [
      { kind: 'personal-data', version: '1', at: '2026-11-24T10:00:00.000Z' },
      { kind: 'credit-history', version: '1', at: '2026-11-24T10:00:00.000Z' },
    ],
    deadline: '2026-11-24T10:02:00.000Z',
    callbackUrl: 'http://127.0.0.1:9/v1/banks/severny/decisions',
    ...change,
  };
}
