import type { AuditEntry } from '@installment-button/protocol/cabinet/shop';
import type { Context } from '../../context.ts';
import { numberOf } from '../../orders/number.ts';
import { detailOf } from '../audit.ts';
import { memberNames } from '../orders/timeline.ts';

const DEFAULT_LIMIT = 50;

/** The audit entries of a shop, the newest first. */
export async function readAudit(
  context: Context,
  shopId: string,
  { limit = DEFAULT_LIMIT, after }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ data: AuditEntry[]; nextCursor: string | null }> {
  let query = context.sql.selectFrom('audit').selectAll().where('shopId', '=', shopId);
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const names = await memberNames(context, context.sql, shopId);
  const numbers = await numbersOf(
    context,
    shopId,
    page.map(({ subject }) => subject).filter((subject) => subject.startsWith('ord_')),
  );
  return {
    data: page.map(({ id, at, actor, act, subject, detail, reason }) => ({
      id,
      at: at.toISOString(),
      actor: names.get(actor) ?? actor,
      act,
      subject,
      subjectName: names.get(subject) ?? numbers.get(subject) ?? context.banks.get(subject)?.name ?? null,
      detail: detailOf(context, { id, detail, reason }),
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

async function numbersOf(context: Context, shopId: string, orderIds: string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await context.sql
    .selectFrom('orders')
    .select(['id', 'externalId'])
    .where('shopId', '=', shopId)
    .where('id', 'in', orderIds)
    .execute();
  return new Map(rows.map((row) => [row.id, numberOf(row)]));
}
