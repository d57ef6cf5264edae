import type { FastifyReply } from 'fastify';
import { csvOf, xlsxOf, type Table } from './spreadsheets.ts';

/** Sends the tables as a file. A CSV holds the first table only. */
export async function sendSpreadsheet(
  reply: FastifyReply,
  [table, ...further]: readonly [Table, ...Table[]],
  { format, language }: { format: 'csv' | 'xlsx'; language: 'ru' | 'en' },
  name: string,
): Promise<FastifyReply> {
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
  if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(table, language));
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(await xlsxOf([table, ...further]));
}
