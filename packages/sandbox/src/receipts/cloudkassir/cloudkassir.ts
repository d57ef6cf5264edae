import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { basicCredentials, header, json, mediaType, parseJson, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import type { ReceiptRecord } from '../receipt-record.ts';
import { correctionBody, receiptBody } from './bodies.ts';
import { amountsKopecks, receiptKopecks, wrongCorrection, wrongReceipt } from './checks.ts';
import { kassirReceipts, operations } from './receipts.ts';

export interface CloudKassirOptions extends StandInListening {
  publicId?: string;
  apiSecret?: string;
  /** Where finished receipts are told of. Default: nowhere. */
  notificationUrl?: string;
  /** From the request to the printed receipt. Default 200. */
  processingMs?: number;
  /** How many requests may be under way at once: 30, and 5 on the test stand. Default 30. */
  parallel?: number;
  /** How long each request is under way. Default 0. */
  handlingMs?: number;
  timer?: Timer;
}

export interface CloudKassirStandIn extends StandIn {
  readonly receipts: readonly ReceiptRecord[];
  readonly notifications: readonly SentNotice[];
  settled(): Promise<void>;
}

const sameAnswerMs = 60 * 60_000;

/**
 * CloudKassir (api.cloudpayments.ru/kkt). Written from public clients and typed models of it: no document of the vendor was at hand.
 *
 * 1. Failures are HTTP 200 with `Success: false`; a wrong password is 401 with a page of HTML.
 * 2. A repeated X-Request-ID gets the identical answer for one hour. Later the same key prints a second receipt.
 * 3. A receipt can be read by its Id only.
 *
 * Unproven: the form of 429 and 503; whether notifications are repeated (here once); the shape of a correction is a public client's.
 */
export async function startCloudKassir({
  publicId = 'pk_sandbox',
  apiSecret = 'sandbox-secret',
  notificationUrl,
  processingMs = 200,
  parallel = 30,
  handlingMs = 0,
  timer = systemTimer,
  host,
  port,
}: CloudKassirOptions = {}): Promise<CloudKassirStandIn> {
  const answers = new Map<string, { answer: WireAnswer; until: number }>();
  let underWay = 0;
  const notifications = createNotices(timer, () => prepared.faults, { timeoutMs: 10_000 });
  const receipts = kassirReceipts({ timer, notices: notifications, apiSecret, processingMs, notificationUrl });

  /** Checks the login and the number of requests under way, and reads the body. */
  async function guarded(request: WireRequest, work: (body: unknown) => WireAnswer): Promise<WireAnswer> {
    const given = basicCredentials(request);
    if (given?.user !== publicId || given.password !== apiSecret) return unauthorized;
    if (underWay >= parallel) return tooMany;
    underWay += 1;
    try {
      if (handlingMs > 0) await pause(handlingMs);
      if (mediaType(request) !== 'application/json') return failed('Ожидается application/json');
      const body = parseJson(request.body.toString('utf8'));
      return body.ok ? work(body.value) : failed('Тело запроса не является JSON');
    } finally {
      underWay -= 1;
    }
  }

  function once(request: WireRequest, work: (body: unknown) => WireAnswer): Promise<WireAnswer> {
    return guarded(request, (body) => {
      const requestId = header(request, 'x-request-id');
      const now = timer.now().getTime();
      const earlier = requestId === undefined ? undefined : answers.get(requestId);
      if (earlier && earlier.until > now) return earlier.answer;
      const answer = work(body);
      if (requestId !== undefined) answers.set(requestId, { answer, until: now + sameAnswerMs });
      return answer;
    });
  }

  function create(body: unknown): WireAnswer {
    const parsed = receiptBody.safeParse(body);
    if (!parsed.success) return failed(wrongFields(parsed.error));
    const wrong = wrongReceipt(parsed.data);
    if (wrong) return failed(wrong.message, wrong.code);
    const { Type, InvoiceId = '', CustomerReceipt } = parsed.data;
    const totalKopecks = receiptKopecks(CustomerReceipt);
    return queued(receipts.add({ externalId: InvoiceId, operation: operations[Type], correction: false, totalKopecks, document: body }));
  }

  function correct(body: unknown): WireAnswer {
    const parsed = correctionBody.safeParse(body);
    if (!parsed.success) return failed(wrongFields(parsed.error));
    const wrong = wrongCorrection(parsed.data);
    if (wrong) return failed(wrong.message, wrong.code);
    const { CorrectionReceiptType, CauseCorrection, Amounts } = parsed.data.CorrectionReceiptData;
    return queued(
      receipts.add({
        externalId: CauseCorrection.CorrectionNumber,
        operation: operations[CorrectionReceiptType],
        correction: true,
        totalKopecks: amountsKopecks(Amounts),
        document: body,
      }),
    );
  }

  function status(body: unknown): WireAnswer {
    const parsed = idBody.safeParse(body);
    if (!parsed.success) return failed(wrongFields(parsed.error));
    const state = receipts.find(parsed.data.Id)?.state;
    const Model = state === undefined ? 'NotFound' : ({ waiting: 'Queued', done: 'Processed', failed: 'Error' } as const)[state];
    return json(200, { Model, InnerResult: null, Success: true, Message: null });
  }

  function get(body: unknown): WireAnswer {
    const parsed = idBody.safeParse(body);
    const record = parsed.success ? receipts.find(parsed.data.Id) : undefined;
    if (record?.state !== 'done') return failed('Чек не найден');
    return json(200, { Model: receipts.view(record), InnerResult: null, Success: true, Message: null });
  }

  const prepared = standIn({
    name: 'CloudKassir',
    operations: [
      { name: 'receipt', method: 'POST', url: '/kkt/receipt', answer: (request) => once(request, create) },
      { name: 'correction', method: 'POST', url: '/kkt/correction-receipt', answer: (request) => once(request, correct) },
      { name: 'status', method: 'POST', url: '/kkt/receipt/status/get', answer: (request) => guarded(request, status) },
      { name: 'get', method: 'POST', url: '/kkt/receipt/get', answer: (request) => guarded(request, get) },
    ],
    unknownAddress: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body>404</body></html>' }),
    forms: {
      'too-many-requests': () => tooMany,
      unavailable: () => ({ status: 503, headers: { 'content-type': 'text/html' }, body: '<html><body>503</body></html>' }),
      'server-error': () => ({ status: 500, headers: { 'content-type': 'text/html' }, body: '<html><body>500</body></html>' }),
      'inner-failure': () => failed('Внутренняя ошибка'),
    },
    sendsNotices: true,
    timer,
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    receipts: receipts.records,
    notifications: notifications.sent,
    settled: () => notifications.settled(),
    async close() {
      notifications.close();
      await listening.close();
    },
  };
}

const idBody = z.strictObject({ Id: z.string().min(1) });

const unauthorized: WireAnswer = {
  status: 401,
  headers: { 'content-type': 'text/html; charset=utf-8', 'www-authenticate': 'Basic realm="CloudPayments"' },
  body: '<!DOCTYPE html><html><head><title>401</title></head><body><h1>Unauthorized</h1></body></html>',
};

const tooMany: WireAnswer = {
  status: 429,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>429 Too Many Requests</body></html>',
};

function failed(message: string, code = -1): WireAnswer {
  return json(200, { Model: { Id: null, ErrorCode: code, ReceiptLocalUrl: null }, InnerResult: null, Success: false, Message: message });
}

function queued({ id }: ReceiptRecord): WireAnswer {
  const Model = { Id: id, ErrorCode: 0, ReceiptLocalUrl: `https://receipts.ru/${id}` };
  return json(200, { Model, Warning: null, WarningCodes: null, InnerResult: null, Success: true, Message: 'Queued' });
}

function wrongFields({ issues }: z.ZodError): string {
  const names = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : [issue.path.join('.')]));
  return `Неверные параметры: ${names.join(', ')}`;
}
