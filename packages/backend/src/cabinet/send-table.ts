import type { FastifyReply } from 'fastify';
import { csvOf, xlsxOf, type Table } from './files.ts';

/** The tables as a file of the wished kind; a CSV holds the first alone. */
export async function sendTable(
  reply: FastifyReply,
  [table, ...further]: readonly [Table, ...Table[]],
  { format, language }: { format: 'csv' | 'xlsx'; language: 'ru' | 'en' },
  name: string,
): Promise<FastifyReply> {
  reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
  if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(table, language));
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(await xlsxOf([table, ...further]));
}
