import type { Row } from '../tables/schema.ts';

/** When the banks' time is over; later where nobody approved yet and some bank may still do so. Null before the submit. */
export function deadlineOf({ lateDeadline, decisionDeadline }: Pick<Row<'orders'>, 'lateDeadline' | 'decisionDeadline'>): string | null {
  return (lateDeadline ?? decisionDeadline)?.toISOString() ?? null;
}
