import { systemTimer, type Timer } from '../../timer.ts';
import { bookTotals, type Books, type OneCOrder } from './books.ts';
import { ExchangeFailure, type OneCSettings } from './configuration.ts';
import { importOrders } from './import-orders.ts';
import { emptyReport, type ImportReport } from './import-report.ts';
import { readOrders } from './reading.ts';
import { openSession, type ClientFault, type ExchangeCall, type Session } from './session.ts';
import { bitrixProtocol, checkauth, init, sessidQuery, success } from './steps.ts';
import { orderFile, sendFile, type UploadOptions } from './upload.ts';

export interface OneCOptions extends OneCSettings {
  /** The site's address; without a path 1C takes `/bitrix/admin/1c_exchange.php`. */
  url: string;
  user: string;
  password: string;
  timer?: Timer;
}

/** What 1C shows its user after an exchange. */
export interface ExchangeReport extends ImportReport {
  /** Why the exchange ended early: at which step, in 1C's words. */
  failure?: ExchangeFailure;
}

export interface OneC {
  readonly books: Books;
  /** Every call to the site and the beginning of its answer. */
  readonly calls: readonly ExchangeCall[];
  /** Makes 1C itself go wrong at a step of a later exchange. */
  fault(fault: ClientFault): void;
  downloadOrders(): Promise<ExchangeReport>;
  uploadOrders(orders: readonly OneCOrder[], options?: UploadOptions): Promise<{ warnings: string[]; failure?: ExchangeFailure }>;
  totals(): ReturnType<typeof bookTotals>;
}

/**
 * 1C as the client of the exchange with a site: it calls the site as 1C does, reads the answers with 1C's own strictness, and keeps the
 * books that 1C would keep. Written from what the modules of UT 11.5.8–11.5.20 and UNF 3.0.5 do, and from Bitrix's side of the protocol.
 *
 * Unproven: releases of 1C that take 5, 7 and 22 % (UT and UNF here do not); whether 1C follows redirects (here it does not); the details
 * that the files beside this one call unproven.
 */
export function createOneC({ url, user, password, timer = systemTimer, ...settings }: OneCOptions): OneC {
  const books: Books = { orders: [] };
  const calls: ExchangeCall[] = [];
  const faults: ClientFault[] = [];

  const open = (): Session =>
    openSession({ url, user, password, faults, calls, queryTimeoutMs: settings.configuration === 'unf' ? 1_800_000 : 180_000 });

  async function queryOnce(session: Session): Promise<ImportReport> {
    const answer = await session.call('query', { mode: 'query', ...sessidQuery(session) });
    return importOrders(books, readOrders(settings.configuration, answer), settings, timer.now().toISOString().slice(0, 10));
  }

  /** The standard exchange: one query, then success, also where there were no orders. */
  async function standardDownload(session: Session): Promise<ImportReport> {
    if (bitrixProtocol(settings)) await init(session, settings);
    const report = await queryOnce(session);
    if (report.outcome === 'completed') await success(session, settings);
    return report;
  }

  /** Bitrix's module asks until no order comes, and sends no `success`. */
  async function bitrixDownload(session: Session): Promise<ImportReport> {
    await init(session, settings);
    const whole = emptyReport();
    for (let count = 0; count < mostQueries; count += 1) {
      const report = await queryOnce(session);
      for (const list of ['created', 'updated'] as const) whole[list].push(...report[list]);
      whole.skipped.push(...report.skipped);
      whole.warnings.push(...report.warnings);
      if (report.outcome !== 'completed') return { ...whole, outcome: report.outcome, message: report.message };
      if (report.created.length + report.updated.length + report.skipped.length === 0) return whole;
    }
    throw new ExchangeFailure('query', `Сайт отдаёт одни и те же заказы: ${mostQueries} запросов подряд`);
  }

  return {
    books,
    calls,
    fault: (fault) => faults.push(fault),
    totals: () => bookTotals(books),
    async downloadOrders() {
      try {
        const session = open();
        await checkauth(session, settings);
        return await (settings.configuration === 'bitrix-module' ? bitrixDownload(session) : standardDownload(session));
      } catch (error) {
        return { ...emptyReport(), outcome: 'stopped', message: String(error), failure: asFailure(error) };
      }
    },
    async uploadOrders(orders, options = {}) {
      try {
        const session = open();
        await checkauth(session, settings);
        const limits = await init(session, settings, settings.configuration === 'unf');
        return { warnings: await sendFile(session, settings, limits, orderFile(orders, options, timer.now())) };
      } catch (error) {
        return { warnings: [], failure: asFailure(error) };
      }
    },
  };
}

const mostQueries = 50;

/** A failure of the network is one of the exchange; anything else is a fault of the stand-in and must be seen. */
function asFailure(error: unknown): ExchangeFailure {
  if (error instanceof ExchangeFailure) return error;
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return new ExchangeFailure('checkauth', `Не удалось соединиться с сайтом: ${error.message}`);
  }
  throw error;
}
