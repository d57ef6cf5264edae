import type { Row } from '../tables/schema.ts';

/** The number that people use: the shop's own, else the last six characters of the order's id. */
export function numberOf({ id, externalId }: Pick<Row<'orders'>, 'id' | 'externalId'>): string {
  return externalId ?? id.slice(-6);
}
