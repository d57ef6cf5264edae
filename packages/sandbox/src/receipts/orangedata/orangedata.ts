import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { makeCertificates, type Certificates } from '../../neighbours/certificates.ts';
import { kopecks } from '../../neighbours/decimal.ts';
import { notices as createNotices, type SentNotice } from '../../neighbours/notices.ts';
import { standIn, type StandIn, type StandInListening } from '../../neighbours/stand-in.ts';
import { json, mediaType, parseJson, type Operation, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import { systemTimer, type Timer } from '../../timer.ts';
import { correction12Body, correctionBody, head, receiptBody } from './bodies.ts';
import { contentKopecks, wrongContent, wrongCorrection } from './checks.ts';
import { orangeDocuments, type DocumentKind, type NewDocument, type OrangeRecord } from './documents.ts';
import { signatureHolds } from './signature.ts';

export interface OrangeDataOptions extends StandInListening {
  inn?: string;
  /** The name of the signing key. Default: the INN. */
  key?: string;
  /** From the request to the printed receipt. Default 200. */
  processingMs?: number;
  timer?: Timer;
}

export interface OrangeDataStandIn extends StandIn {
  readonly receipts: readonly OrangeRecord[];
  readonly callbacks: readonly SentNotice[];
  readonly certificates: Certificates;
  /** What the shop signs bodies with, PEM; made at the start. */
  readonly signingKey: string;
  expire(id: string): void;
  settled(): Promise<void>;
}

const kinds = {
  documents: receiptBody,
  corrections: correctionBody,
  correction12: correction12Body,
} as const;

/**
 * OrangeData (api.orangedata.ru:12003/api/v2): mutual TLS for every call, and a signature of the body for every POST.
 * Written from the vendor's document 2.31.3 of 10.09.2025 and its own Node client.
 *
 * Unproven: that code 1 means 22 % without `useTax20`; the order of the checks; that the limit of one receipt a second is not an error
 * (here it is not enforced); the answer to a certificate of a foreign authority (here 401, as for none).
 */
export async function startOrangeData({
  inn = '7727401209',
  key = inn,
  processingMs = 200,
  timer = systemTimer,
  host,
  port,
}: OrangeDataOptions = {}): Promise<OrangeDataStandIn> {
  const certificates = await makeCertificates();
  const signing = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const keys = [{ name: key, inn, publicKey: signing.publicKey }];
  const callbacks = createNotices(timer, () => prepared.faults, { timeoutMs: 10_000 });
  const documents = orangeDocuments(timer, callbacks, processingMs);

  function create(kind: DocumentKind, request: WireRequest): WireAnswer {
    if (request.certificate !== 'trusted') return { status: 401 };
    if (mediaType(request) !== 'application/json') return refused(['Ожидается application/json']);
    if (request.body.length > 32 * 1024) return refused(['Размер документа превышает 32 КБ']);
    const body = parseJson(request.body.toString('utf8'));
    const signer = signerBody.safeParse(body.ok ? body.value : undefined);
    if (!body.ok || !signer.success) return refused(['Неверный формат запроса']);
    if (!signatureHolds(request, signer.data, keys)) return refused(['Подпись не прошла проверку']);
    const read = readDocument(kind, body.value);
    return 'errors' in read ? refused(read.errors) : documents.create(read.document);
  }

  const operations = (['documents', 'corrections', 'correction12'] as const).flatMap((kind): Operation[] => [
    { name: kind, method: 'POST', url: `/api/v2/${kind}`, answer: (request) => create(kind, request) },
    {
      name: `${kind}-status`,
      method: 'GET',
      url: `/api/v2/${kind}/:inn/status/:id`,
      answer: (request) =>
        request.certificate === 'trusted'
          ? documents.status(kind, request.params['inn'] ?? '', request.params['id'] ?? '')
          : { status: 401 },
    },
  ]);

  const prepared = standIn({
    name: 'OrangeData',
    operations,
    unknownAddress: () => ({ status: 404 }),
    forms: {
      unavailable: () => ({ status: 503, headers: { 'retry-after': '10' } }),
      'server-error': () => ({ status: 500 }),
    },
    sendsNotices: true,
    timer,
    tls: { ...certificates.server, ca: certificates.ca },
  });
  const listening = await prepared.listen({ host, port });

  return {
    ...listening,
    receipts: documents.records,
    callbacks: callbacks.sent,
    certificates,
    signingKey: signing.privateKey,
    expire: (id) => documents.expire(id),
    settled: () => callbacks.settled(),
    async close() {
      callbacks.close();
      await listening.close();
    },
  };
}

const signerBody = z.looseObject({ inn: head.inn, key: head.key });
const refused = (errors: readonly string[]) => json(400, { errors });

function readDocument(kind: DocumentKind, body: unknown): { document: NewDocument } | { errors: string[] } {
  if (kind === 'corrections') {
    const parsed = kinds.corrections.safeParse(body);
    if (!parsed.success) return { errors: wrongFields(parsed.error) };
    const { id, inn, callbackUrl, content } = parsed.data;
    const errors = wrongCorrection(content);
    const totalKopecks = kopecks(content.totalSum);
    return errors.length > 0 ? { errors } : { document: { kind, id, inn, callbackUrl, type: content.type, names: [], totalKopecks, body } };
  }
  const parsed = kind === 'documents' ? kinds.documents.safeParse(body) : kinds.correction12.safeParse(body);
  if (!parsed.success) return { errors: wrongFields(parsed.error) };
  const { id, inn, group, callbackUrl, content } = parsed.data;
  const errors = wrongContent(content, group);
  if (errors.length > 0) return { errors };
  const names = content.positions.map(({ text }) => text);
  return { document: { kind, id, inn, callbackUrl, type: content.type, names, totalKopecks: contentKopecks(content), body } };
}

function wrongFields({ issues }: z.ZodError): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((name) => `Неизвестное поле ${name}`) : [`Неверное поле ${issue.path.join('.')}`],
  );
}
