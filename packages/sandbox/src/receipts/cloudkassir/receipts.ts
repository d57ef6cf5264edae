import { createHmac, randomBytes } from 'node:crypto';
import type { Notices } from '../../neighbours/notices.ts';
import type { Timer } from '../../timer.ts';
import type { ReceiptOperation, ReceiptRecord } from '../receipt-record.ts';

export interface KassirReceipts {
  readonly records: readonly ReceiptRecord[];
  add(receipt: Pick<ReceiptRecord, 'externalId' | 'operation' | 'correction' | 'totalKopecks' | 'document'>): ReceiptRecord;
  find(id: string): ReceiptRecord | undefined;
  /** The full receipt as `/kkt/receipt/get` gives it. */
  view(record: ReceiptRecord): Record<string, unknown>;
}

export const operations: Readonly<Record<'Income' | 'IncomeReturn' | 'Expense' | 'ExpenseReturn', ReceiptOperation>> = {
  Income: 'income',
  IncomeReturn: 'income-return',
  Expense: 'expense',
  ExpenseReturn: 'expense-return',
};

export interface KassirReceiptsOptions {
  timer: Timer;
  notices: Notices;
  apiSecret: string;
  processingMs: number;
  notificationUrl?: string | undefined;
}

export function kassirReceipts({ timer, notices, apiSecret, processingMs, notificationUrl }: KassirReceiptsOptions): KassirReceipts {
  const records: ReceiptRecord[] = [];

  function print(record: ReceiptRecord): void {
    record.state = 'done';
    if (!notificationUrl) return;
    const body = new URLSearchParams(notification(record, timer.now())).toString();
    void notices.send({
      name: 'receipt',
      url: notificationUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...signatures(body, apiSecret) },
      body,
    });
  }

  return {
    records,
    add(receipt) {
      const record: ReceiptRecord = { ...receipt, id: randomBytes(11).toString('base64url'), state: 'waiting', at: timer.now() };
      records.push(record);
      timer.after(processingMs, () => print(record));
      return record;
    },
    find: (id) => records.find((record) => record.id === id),
    view: (record) => ({ Id: record.id, ...notification(record, timer.now()), Receipt: record.document }),
  };
}

/** One hash over the bytes as they are sent, one over the decoded body, where `+` has become a blank. */
function signatures(body: string, apiSecret: string): Record<string, string> {
  const hash = (text: string) => createHmac('sha256', apiSecret).update(text, 'utf8').digest('base64');
  return { 'content-hmac': hash(body), 'x-content-hmac': hash(decodeURIComponent(body.replaceAll('+', ' '))) };
}

/** DateTime is UTC without saying so. */
function notification(record: ReceiptRecord, now: Date): Record<string, string> {
  return {
    Id: record.id,
    DocumentNumber: '118',
    SessionNumber: '1',
    Number: '1',
    FiscalSign: '2748459325',
    DeviceNumber: '0000000003037',
    RegNumber: '0000000001037237',
    FiscalNumber: '9999078900005430',
    Inn: innOf(record.document),
    Type: Object.entries(operations).find(([, operation]) => operation === record.operation)?.[0] ?? '',
    Ofd: 'ООО «Такском»',
    Url: `https://receipts.ru/${record.id}`,
    QrCodeUrl: `https://qr.cloudpayments.ru/receipt?q=${record.id}`,
    Amount: (record.totalKopecks / 100).toFixed(2),
    DateTime: now.toISOString().slice(0, 19).replace('T', ' '),
    InvoiceId: record.externalId,
  };
}

function innOf(document: unknown): string {
  return typeof document === 'object' && document && 'Inn' in document ? String(document.Inn) : '';
}
