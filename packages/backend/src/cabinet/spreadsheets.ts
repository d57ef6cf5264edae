import { Readable } from 'node:stream';
import writeXlsxFile, { type Cell as SheetCell, type SheetData } from 'write-excel-file/node';

export type Cell = string | number | Date | null;

/** A table that becomes a file. Sums are in roubles, not in kopecks, because a person reads them. */
export interface Table {
  sheet: string;
  header: string[];
  /** Rows in chunks: a CSV of a long table is never whole in memory. */
  rows: AsyncIterable<Cell[][]>;
}

/** A spreadsheet would run a text that begins like a formula, and anybody can write the name of a good. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** CSV as spreadsheets open it: with a byte order mark, and with semicolons where the comma is the decimal sign. */
export function csvOf({ header, rows }: Table, language: 'ru' | 'en'): Readable {
  const separator = language === 'ru' ? ';' : ',';
  const written = (cell: Cell): string => {
    if (cell === null) return '';
    if (cell instanceof Date) return cell.toISOString();
    if (typeof cell === 'number') return language === 'ru' ? String(cell).replace('.', ',') : String(cell);
    const text = harmless(cell);
    return /["\n\r;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (cells: Cell[]) => `${cells.map(written).join(separator)}\r\n`;
  async function* lines() {
    yield `\uFEFF${line(header)}`;
    for await (const chunk of rows) yield chunk.map(line).join('');
  }
  return Readable.from(lines());
}

/** Each table on a sheet of its own. */
export async function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  const sheets = await Promise.all(tables.map(async (table) => ({ data: await dataOf(table), sheet: table.sheet, stickyRowsCount: 1 })));
  return writeXlsxFile(sheets).toBuffer();
}

async function dataOf({ header, rows }: Table): Promise<SheetData> {
  const data: SheetData = [header.map((value) => ({ value, type: String, fontWeight: 'bold' }))];
  for await (const chunk of rows) {
    for (const row of chunk) data.push(row.map(cellOf));
  }
  return data;
}

function cellOf(cell: Cell): SheetCell {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (cell instanceof Date) return { value: cell, type: Date, format: 'yyyy-mm-dd hh:mm' };
  return { value: cell, type: String };
}
