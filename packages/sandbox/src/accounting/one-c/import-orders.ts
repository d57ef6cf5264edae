import { copyOf, type Books } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import { emptyReport, ImportException, type ImportReport } from './import-report.ts';
import { readDocument, type OrderDocument } from './order-document.ts';
import type { OrderRules } from './order-rules.ts';
import { importIntoBitrixModule } from './rules-bitrix-module.ts';
import { importIntoUnf } from './rules-unf.ts';
import { importIntoUt } from './rules-ut.ts';
import { children, type XmlElement } from './xml.ts';

/** Reads a file of orders into the books as the configuration would. */
export function importOrders(books: Books, root: XmlElement, settings: OneCSettings, today: string): ImportReport {
  const report = emptyReport();
  const before = copyOf(books);
  try {
    if (settings.configuration === 'bitrix-module') importIntoBitrixModule(books, root, settings, report);
    else {
      const rules = settings.configuration === 'ut' ? importIntoUt(today) : importIntoUnf();
      importDocuments(books, children(root, 'Документ').map(readDocument), settings, report, rules);
    }
  } catch (error) {
    if (!(error instanceof ImportException)) throw error;
    books.orders = before;
    return { ...emptyReport(), outcome: 'rolled-back', message: error.message, warnings: report.warnings };
  }
  return report;
}

function importDocuments(
  books: Books,
  documents: readonly OrderDocument[],
  settings: OneCSettings,
  report: ImportReport,
  rules: OrderRules,
): void {
  for (const document of documents) {
    const stop = whyStopped(document, settings);
    if (stop) {
      report.outcome = 'stopped';
      report.message = stop;
      return;
    }
    refuseIncomplete(document, settings);
    rules(books, document, settings, report);
  }
}

/** Every top-level document must be an order with a currency, or the import ends here. */
function whyStopped({ operation, currency, number = '' }: OrderDocument, { configuration }: OneCSettings): string | undefined {
  if (operation.toLowerCase() !== 'заказ товара') return `Документ ${number}: хозяйственная операция «${operation}» не поддерживается`;
  // A missing currency is an exception in UT, see below.
  return currency === '' || (currency === undefined && configuration === 'unf') ? `Документ ${number}: не заполнена валюта` : undefined;
}

function refuseIncomplete(document: OrderDocument, { configuration }: OneCSettings): void {
  if (!document.number) throw new ImportException('Поле «Номер» не обнаружено');
  if (!document.customer) throw new ImportException(`Документ ${document.number}: нет элемента «Контрагенты»`);
  if (document.currency === undefined && configuration === 'ut')
    throw new ImportException(`Документ ${document.number}: нет элемента «Валюта»`);
  if (document.incompleteWarehouse) throw new ImportException(`Документ ${document.number}: склад заполнен не полностью`);
}
