import type { Row } from '../tables/schema.ts';

/** What people call an order: the shop's own number, else the last six signs of its id. */
export function numberOf({ id, externalId }: Pick<Row<'orders'>, 'id' | 'externalId'>): string {
  return externalId ?? id.slice(-6);
}
