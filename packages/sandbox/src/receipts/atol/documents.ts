import { randomInt, randomUUID } from 'node:crypto';
import { json, type WireAnswer } from '../../neighbours/wire.ts';
import type { Notices } from '../../neighbours/notices.ts';
import type { Timer } from '../../timer.ts';
import type { ReceiptRecord } from '../receipt-record.ts';
import { atolTime, refuse } from './answers.ts';
import type { FiscalDocument } from './document.ts';
import { documentKopecks, registerFailure, type RegisterFailure } from './register.ts';
import type { AtolAccount } from './tokens.ts';

export interface AtolRecord extends ReceiptRecord {
  group: string;
}

interface Entry {
  record: AtolRecord;
  account: AtolAccount;
  document: FiscalDocument;
  failure?: RegisterFailure;
  /** The document's place in the fiscal drive. */
  number: number;
  attribute: number;
  doneAt: Date;
}

const dayMs = 24 * 60 * 60_000;
/** How long a report can be read. */
const readableMs = { v4: 32 * dayMs, v5: 30 * dayMs };
const callbackAddress = /^https?:\/\/[0-9a-zA-Zа-яА-Я][^\s]*$/u;

export interface AtolDocuments {
  readonly records: readonly AtolRecord[];
  register(account: AtolAccount, document: FiscalDocument, body: unknown): WireAnswer;
  report(account: AtolAccount, uuid: string): WireAnswer;
}

export function atolDocuments(timer: Timer, notices: Notices, processingMs: () => number): AtolDocuments {
  const entries: Entry[] = [];
  const records: AtolRecord[] = [];

  function register(account: AtolAccount, document: FiscalDocument, body: unknown): WireAnswer {
    const { externalId } = document;
    const now = timer.now();
    const earlier = records.find((record) => record.group === account.group && record.externalId === externalId);
    if (earlier) return refuse(33, now, `external_id: ${externalId}, group_code: ${account.group}`, { uuid: earlier.id });
    const record: AtolRecord = {
      id: randomUUID(),
      externalId,
      operation: document.operation,
      correction: document.correction,
      totalKopecks: documentKopecks(document),
      state: 'waiting',
      at: now,
      document: body,
      group: account.group,
    };
    const entry: Entry = { record, account, document, number: 0, attribute: 0, doneAt: now };
    entries.push(entry);
    records.push(record);
    timer.after(processingMs(), () => print(entry));
    return json(200, { uuid: record.id, timestamp: atolTime(now), error: null, status: 'wait' });
  }

  function print(entry: Entry): void {
    const { record, document, account } = entry;
    entry.doneAt = timer.now();
    const failure = registerFailure(document, account.inn);
    if (failure) {
      entry.failure = failure;
      record.state = 'failed';
      record.failure = `${failure.code} ${failure.text}`;
    } else {
      record.state = 'done';
      entry.number = records.filter(({ state }) => state === 'done').length;
      // In v5 the attribute exceeds 32 bits.
      entry.attribute = document.version === 'v4' ? randomInt(1, 2 ** 32) : randomInt(2 ** 32, 2 ** 40);
    }
    if (!callbackAddress.test(document.callbackUrl)) return;
    // The callback carries no signature: none is described anywhere.
    void notices.send({
      name: 'callback',
      url: document.callbackUrl,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(result(entry, timer.now())),
    });
  }

  function report(account: AtolAccount, uuid: string): WireAnswer {
    const now = timer.now();
    const entry = entries.find(({ record }) => record.id === uuid && record.group === account.group);
    if (!entry || now.getTime() - entry.record.at.getTime() > readableMs[account.version]) return refuse(30, now, `"${uuid}"`);
    if (entry.record.state === 'waiting') return refuse(34, now, '', { callback_url: entry.document.callbackUrl });
    return json(200, result(entry, now));
  }

  return { records, register, report };
}

/** The report and the callback are the same JSON. */
function result(entry: Entry, now: Date): Record<string, unknown> {
  const { record, document, account, failure } = entry;
  return {
    uuid: record.id,
    error: failure ? { error_id: randomUUID(), ...failure } : null,
    status: failure ? 'fail' : 'done',
    payload: failure ? null : payload(entry),
    timestamp: atolTime(now),
    group_code: account.group,
    daemon_code: 'sandbox-agent-1',
    device_code: 'KSR13.00-1-11',
    external_id: record.externalId,
    callback_url: document.callbackUrl,
    ...(document.callbackUrl && !callbackAddress.test(document.callbackUrl)
      ? { warnings: { callback_url: 'callback_url не соответствует маске' } }
      : {}),
  };
}

function payload({ record, number, attribute, doneAt }: Entry): Record<string, unknown> {
  const [total, fiscalDrive] = [record.totalKopecks / 100, '9999078900005430'];
  return {
    total,
    fns_site: 'www.nalog.gov.ru',
    fn_number: fiscalDrive,
    shift_number: 1,
    receipt_datetime: atolTime(doneAt),
    fiscal_receipt_number: number,
    fiscal_document_number: 100 + number,
    ecr_registration_number: '0000000001037237',
    fiscal_document_attribute: attribute,
    ofd_inn: '7709364346',
    ofd_receipt_url: `https://consumer.1-ofd.ru/v1?fn=${fiscalDrive}&fp=${attribute}&i=${100 + number}&s=${total.toFixed(2)}&n=1`,
  };
}
