import type { NewRow, Row, Sql } from '../tables/schema.ts';

export async function insertShop(sql: Sql, shop: NewRow<'shops'>): Promise<void> {
  await sql.insertInto('shops').values(shop).execute();
}

export async function insertKey(sql: Sql, key: NewRow<'keys'>): Promise<void> {
  await sql.insertInto('keys').values(key).execute();
}

export function findShop(sql: Sql, shopId: string): Promise<Row<'shops'> | undefined> {
  return sql.selectFrom('shops').selectAll().where('id', '=', shopId).executeTakeFirst();
}

/** The shop of a row that names it. */
export async function getShop(sql: Sql, shopId: string): Promise<Row<'shops'>> {
  const shop = await findShop(sql, shopId);
  if (!shop) throw new Error(`no shop ${shopId}`);
  return shop;
}

export interface StandingKey {
  keyId: string;
  kind: Row<'keys'>['kind'];
  test: boolean;
  usedAt: Date | null;
  shop: Row<'shops'>;
}

/** The key of this hash with its shop, unless it is revoked. `revokedAt` may be in the future: a replaced key works for a day more. */
export async function findValidKey(sql: Sql, hash: string, now: Date): Promise<StandingKey | null> {
  const row = await sql
    .selectFrom('keys')
    .innerJoin('shops', 'shops.id', 'keys.shopId')
    .selectAll('shops')
    .select(['keys.id as keyId', 'keys.kind as kind', 'keys.test as test', 'keys.usedAt as usedAt'])
    .where('keys.hash', '=', hash)
    .where((eb) => eb.or([eb('keys.revokedAt', 'is', null), eb('keys.revokedAt', '>', now)]))
    .executeTakeFirst();
  if (!row) return null;
  const { keyId, kind, test, usedAt, ...shop } = row;
  return { keyId, kind, test, usedAt, shop };
}

export async function revokeKey(sql: Sql, keyId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('keys')
    .set({ revokedAt: at })
    .where('id', '=', keyId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Every shop, the newest first, with its valid keys. */
export async function listShops(sql: Sql): Promise<(Row<'shops'> & { keys: Row<'keys'>[] })[]> {
  const shops = await sql.selectFrom('shops').selectAll().orderBy('id', 'desc').execute();
  const keys = await sql.selectFrom('keys').selectAll().where('revokedAt', 'is', null).orderBy('id').execute();
  return shops.map((shop) => ({ ...shop, keys: keys.filter(({ shopId }) => shopId === shop.id) }));
}

/** The head sees when a key was last used. It is written at most once a minute, so that a busy key's row is no bottleneck. */
export async function touchKey(sql: Sql, keyId: string, at: Date): Promise<void> {
  await sql.updateTable('keys').set({ usedAt: at }).where('id', '=', keyId).execute();
}
