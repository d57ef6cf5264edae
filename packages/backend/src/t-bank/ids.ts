import { DAY, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../platform/database/transaction.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { findShop } from '../shops/store.ts';

export type IdKind = Row<'tBankIds'>['kind'];

/** A replaced id works for this long. */
const OVERLAP_MS = 30 * DAY;

const kinds: readonly IdKind[] = ['showcase', 'widget'];

/**
 * T-Bank's `create` has no password, and its clients accept only UUIDs as ids. So a shop has two random ids:
 * `showcase`: for the shop's server. Whoever knows it can make orders, so it is a secret.
 * `widget`: for the shop's pages. It is public: its orders have the lowest level (`number-level.ts`).
 */
export interface TBankIds {
  showcaseId: string;
  widgetId: string;
}

/** The shop's present ids; null: the T-Bank API is off. */
export async function readIds(context: Context, sql: Sql, shopId: string): Promise<TBankIds | null> {
  const rows = await presentIds(sql, shopId);
  const idOf = (kind: IdKind) => {
    const row = rows.find((each) => each.kind === kind);
    return row ? context.encryption.decrypt(row.id, placeOf(row.idIndex)) : null;
  };
  const [showcaseId, widgetId] = [idOf('showcase'), idOf('widget')];
  return showcaseId === null || widgetId === null ? null : { showcaseId, widgetId };
}

/** Switches the T-Bank API on for a shop. Again: returns the same ids. */
export async function switchOn(context: Context, tx: Tx, shopId: string): Promise<TBankIds> {
  await lockShop(tx, shopId);
  const known = await readIds(context, tx.sql, shopId);
  if (known) return known;
  const [showcaseId, widgetId] = [await insertId(context, tx, shopId, 'showcase'), await insertId(context, tx, shopId, 'widget')];
  return { showcaseId, widgetId };
}

/** All ids of the shop stop working at once. */
export async function switchOff(context: Context, tx: Tx, shopId: string): Promise<void> {
  await lockShop(tx, shopId);
  await tx.sql.updateTable('tBankIds').set({ worksUntil: context.clock.now() }).where('shopId', '=', shopId).execute();
}

/** Makes a new id of this kind. The old one works for 30 days more. */
export async function replaceId(context: Context, tx: Tx, shopId: string, kind: IdKind): Promise<void> {
  await lockShop(tx, shopId);
  await tx.sql
    .updateTable('tBankIds')
    .set({ worksUntil: after(context.clock.now(), OVERLAP_MS) })
    .where('shopId', '=', shopId)
    .where('kind', '=', kind)
    .where('worksUntil', 'is', null)
    .execute();
  await insertId(context, tx, shopId, kind);
}

/** Whose id this is; null: unknown, or no longer valid. */
export async function findShopOfId(context: Context, id: string): Promise<{ shop: Row<'shops'>; kind: IdKind } | null> {
  const row = await context.sql
    .selectFrom('tBankIds')
    .selectAll()
    .where('idIndex', '=', indexOf(context, id))
    .where(({ or, eb }) => or([eb('worksUntil', 'is', null), eb('worksUntil', '>', context.clock.now())]))
    .executeTakeFirst();
  const shop = row ? await findShop(context.sql, row.shopId) : undefined;
  return row && shop ? { shop, kind: row.kind } : null;
}

export const isIdKind = (text: string): text is IdKind => kinds.some((kind) => kind === text);

function presentIds(sql: Sql, shopId: string): Promise<Row<'tBankIds'>[]> {
  return sql.selectFrom('tBankIds').selectAll().where('shopId', '=', shopId).where('worksUntil', 'is', null).execute();
}

async function insertId(context: Context, tx: Tx, shopId: string, kind: IdKind): Promise<string> {
  const id = context.ids.uuid();
  const idIndex = indexOf(context, id);
  const encrypted = context.encryption.encrypt(id, placeOf(idIndex));
  await tx.sql.insertInto('tBankIds').values({ idIndex, shopId, kind, id: encrypted, createdAt: context.clock.now() }).execute();
  return id;
}

/** Two requests at the same moment make one pair of ids. */
async function lockShop({ sql }: Tx, shopId: string): Promise<void> {
  await sql.selectFrom('shops').select('id').where('id', '=', shopId).forUpdate().executeTakeFirstOrThrow();
}

const indexOf = (context: Context, id: string) => context.encryption.blindIndex('t-bank', 'id', id.toLowerCase());
const placeOf = (idIndex: string) => ({ table: 't_bank_ids', column: 'id', row: idIndex });
