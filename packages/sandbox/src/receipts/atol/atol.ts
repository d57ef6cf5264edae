import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { json, mediaType, parseJson, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { atolTime, refuse } from './answers.ts';
import { knownOperation, readDocument } from './document.ts';
import { atolDocuments, type AtolRecord } from './documents.ts';
import { atolTokens, type AtolAccount, type AtolVersion } from './tokens.ts';

export interface AtolOptions extends StandInListening {
  accounts?: readonly AtolAccount[];
  /** From the registration to the printed receipt. Default 200. */
  processingMs?: number;
  timer?: Timer;
}

export interface AtolStandIn extends StandIn {
  readonly receipts: readonly AtolRecord[];
  readonly callbacks: readonly SentNotice[];
  /** Reports that were asked for within a second of the report before: the service allows one a second and register. */
  readonly hastyReports: number;
  setProcessingMs(milliseconds: number): void;
  settled(): Promise<void>;
}

/** Accounts of the two protocols: a group of registers is made for one version of the fiscal format. */
export const atolAccounts: readonly AtolAccount[] = [
  { login: 'shop-v4', pass: 'secret-v4', group: 'shop_v4_1', inn: '7707083893', version: 'v4' },
  { login: 'shop-v5', pass: 'secret-v5', group: 'shop_v5_1', inn: '7707083893', version: 'v5' },
];

/**
 * ATOL Online, v4 (FFD 1.05) and v5 (FFD 1.2) on one address, as the service has them; Evotor speaks the same v5.
 * Written from the vendor's documents (v4: 5.15 and 5.23; v5: 3.5 and 3.12), recorded answers and public clients.
 *
 * Unproven: what the service answers to more than one report a second (here: counted, not refused); that callbacks are repeated
 * (here: sent once); the order in which it checks token, group, operation and body.
 */
export async function startAtol({
  accounts = atolAccounts,
  processingMs = 200,
  timer = systemTimer,
  host,
  port,
}: AtolOptions = {}): Promise<AtolStandIn> {
  let delayMs = processingMs;
  let hastyReports = 0;
  const lastReport = new Map<string, number>();
  const tokens = atolTokens(accounts, timer);
  const callbacks = createNotices(timer, () => prepared.faults, { timeoutMs: 10_000 });
  const documents = atolDocuments(timer, callbacks, () => delayMs);

  function register(request: WireRequest, version: AtolVersion): WireAnswer {
    const { group = '', operation = '' } = request.params;
    const now = timer.now();
    if (mediaType(request) !== 'application/json') return refuse(41, now, mediaType(request));
    const body = parseJson(request.body.toString('utf8'));
    if (!body.ok) return refuse(40, now);
    const known = tokens.accountOf(request, version, group);
    if ('refusal' in known) return known.refusal;
    const kind = knownOperation(operation, version);
    if (!kind) return refuse(31, now, `"${operation}"`);
    const read = readDocument(body.value, version, kind);
    if ('wrong' in read) return refuse(32, now, read.wrong);
    return documents.register(known.account, read.document, body.value);
  }

  function report(request: WireRequest, version: AtolVersion): WireAnswer {
    const { group = '', uuid = '' } = request.params;
    const known = tokens.accountOf(request, version, group);
    if ('refusal' in known) return known.refusal;
    const now = timer.now().getTime();
    if (now - (lastReport.get(group) ?? 0) < 1_000) hastyReports += 1;
    lastReport.set(group, now);
    return documents.report(known.account, uuid);
  }

  const operations = (['v4', 'v5'] as const).flatMap((version): Operation[] => [
    { name: 'getToken', method: 'POST', url: `/possystem/${version}/getToken`, answer: (request) => tokens.give(request, version) },
    { name: 'register', method: 'POST', url: `/possystem/${version}/:group/:operation`, answer: (request) => register(request, version) },
    { name: 'report', method: 'GET', url: `/possystem/${version}/:group/report/:uuid`, answer: (request) => report(request, version) },
  ]);

  const prepared = standIn({
    name: 'ATOL Online',
    operations,
    unknownAddress: () => refuse(40, timer.now()),
    forms: {
      'expired-token': () => {
        tokens.expireAll();
        return 'proceed';
      },
      'server-error': () => refuse(50, timer.now()),
      // The service's own words for overload are not known; its front end answers these two.
      'too-many-requests': () => ({
        status: 429,
        headers: { 'content-type': 'text/plain', 'retry-after': '1' },
        body: 'Too Many Requests',
      }),
      unavailable: () => ({ status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Unavailable' }),
      'inner-failure': () => json(200, { timestamp: atolTime(timer.now()), status: 'fail', error: innerError }),
    },
    sendsNotices: true,
    timer,
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    receipts: documents.records,
    callbacks: callbacks.sent,
    get hastyReports() {
      return hastyReports;
    },
    setProcessingMs(milliseconds) {
      delayMs = milliseconds;
    },
    settled: () => callbacks.settled(),
    async close() {
      callbacks.close();
      await listening.close();
    },
  };
}

const innerError = {
  error_id: '475d6d8d-844d-4d05-aa8b-e3dbdf4defd6',
  code: -1,
  text: 'Превышено время ожидания чека в очереди. Чек не обработан',
  type: 'timeout',
};
