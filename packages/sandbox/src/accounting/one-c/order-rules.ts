import type { Books } from './books.ts';
import type { OneCSettings } from './configuration.ts';
import type { ImportReport } from './import-report.ts';
import type { OrderDocument } from './order-document.ts';

/** What one order of the file does to the books. It throws ImportException where 1C does. */
export type OrderRules = (books: Books, document: OrderDocument, settings: OneCSettings, report: ImportReport) => void;
