import iconv from 'iconv-lite';
import { json, type WireAnswer } from '../../neighbours/wire.ts';
import type { Notices } from '../../neighbours/notices.ts';
import type { Timer } from '../../timer.ts';
import type { ReceiptOperation, ReceiptRecord } from '../receipt-record.ts';

/** Where a document was sent to: each address has ids and a status of its own. */
export type DocumentKind = 'documents' | 'corrections' | 'correction12';

export interface OrangeRecord extends ReceiptRecord {
  kind: DocumentKind;
  inn: string;
  /** The names of the lines as the fiscal drive prints them: CP866, so «» and everything else outside it is missing. */
  printedNames: readonly string[];
  expired: boolean;
}

export interface NewDocument {
  kind: DocumentKind;
  id: string;
  inn: string;
  callbackUrl: string | undefined;
  type: 1 | 2 | 3 | 4;
  names: readonly string[];
  totalKopecks: number;
  body: unknown;
}

const operations: Readonly<Record<NewDocument['type'], ReceiptOperation>> = {
  1: 'income',
  2: 'income-return',
  3: 'expense',
  4: 'expense-return',
};

export interface OrangeDocuments {
  readonly records: readonly OrangeRecord[];
  create(document: NewDocument): WireAnswer;
  status(kind: DocumentKind, inn: string, id: string): WireAnswer;
  /** The document is never printed; its id stays taken. */
  expire(id: string): void;
}

export function orangeDocuments(timer: Timer, notices: Notices, processingMs: number): OrangeDocuments {
  const records: OrangeRecord[] = [];
  const find = (kind: DocumentKind, inn: string, id: string) =>
    records.find((record) => record.kind === kind && record.inn === inn && record.externalId === id);

  function create({ kind, id, inn, callbackUrl, type, names, totalKopecks, body }: NewDocument): WireAnswer {
    if (find(kind, inn, id)) return { status: 409 };
    const record: OrangeRecord = {
      id,
      externalId: id,
      kind,
      inn,
      operation: operations[type],
      correction: kind !== 'documents',
      totalKopecks,
      state: 'waiting',
      at: timer.now(),
      document: body,
      printedNames: names.map(inCp866),
      expired: false,
    };
    records.push(record);
    timer.after(processingMs, () => print(record, callbackUrl));
    return { status: 201 };
  }

  function print(record: OrangeRecord, callbackUrl: string | undefined): void {
    if (record.expired) return;
    record.state = 'done';
    if (!callbackUrl) return;
    // Unsigned. Its body is not described: the status is sent, and nobody should rely on it.
    void notices.send({
      name: 'callback',
      url: callbackUrl,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(printed(record)),
    });
  }

  return {
    records,
    create,
    status(kind, inn, id) {
      const record = find(kind, inn, id);
      if (!record) return json(400, { errors: ['Документ не найден'] });
      if (record.expired) return { status: 524 };
      return record.state === 'waiting' ? { status: 202 } : json(200, printed(record));
    },
    expire(id) {
      for (const record of records) {
        if (record.externalId !== id || record.state !== 'waiting') continue;
        record.expired = true;
        record.state = 'failed';
        record.failure = '524';
      }
    },
  };
}

function printed(record: OrangeRecord): Record<string, unknown> {
  return {
    id: record.externalId,
    deviceSN: '0000000000000001',
    deviceRN: '0000000400054952',
    fsNumber: '9999078900001341',
    ofdName: 'ООО «Такском»',
    ofdWebsite: 'www.taxcom.ru',
    ofdINN: '7704211201',
    fnsWebsite: 'www.nalog.gov.ru',
    companyINN: record.inn,
    documentNumber: 3243,
    shiftNumber: 234,
    documentIndex: 7062,
    processedAt: record.at.toISOString().slice(0, 19),
    content: record.document,
    change: 0,
    fp: '787980846',
  };
}

function inCp866(name: string): string {
  return [...name].filter((character) => iconv.decode(iconv.encode(character, 'cp866'), 'cp866') === character).join('');
}
