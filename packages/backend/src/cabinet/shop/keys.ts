import type { CreatedKey, Key } from '@installment-button/protocol/cabinet/shop';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row, SqlTransaction } from '../../tables/schema.ts';
import { createKey } from '../../shops/create-shop.ts';
import { record } from '../audit.ts';

/** A replaced key works for this long, so that the shop has time to change its server. */
const OVERLAP_MS = DAY;
const MOST_KEYS = 20;

/** Valid keys, the newest first. */
export async function listKeys(context: Context, shopId: string): Promise<Key[]> {
  const now = context.clock.now();
  const rows = await context.sql
    .selectFrom('keys')
    .selectAll()
    .where('shopId', '=', shopId)
    .where(({ or, eb }) => or([eb('revokedAt', 'is', null), eb('revokedAt', '>', now)]))
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, kind, test, hint, createdAt, usedAt, revokedAt }) => ({
    id,
    kind,
    test,
    hint,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
    worksUntil: revokedAt?.toISOString() ?? null,
  }));
}

export async function makeKey(context: Context, user: Row<'users'>, kind: Key['kind'], test: boolean): Promise<CreatedKey> {
  if ((await listKeys(context, user.shopId)).length >= MOST_KEYS)
    throw new Problem(409, 'conflict', `A shop may have at most ${MOST_KEYS} keys. Revoke one first.`);
  return context.transaction(async (tx) => {
    const key = await createKey(context, tx, user.shopId, kind, test);
    const id = await newestKey(tx.sql, user.shopId);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'key.create', subject: id, detail: { kind, test } });
    return { id, key };
  });
}

/** Makes a new key. The old one works for a day more. */
export function replaceKey(context: Context, user: Row<'users'>, keyId: string): Promise<CreatedKey> {
  return context.transaction(async (tx) => {
    const { kind, test } = await lockKey(context, tx.sql, user.shopId, keyId);
    const key = await createKey(context, tx, user.shopId, kind, test);
    const id = await newestKey(tx.sql, user.shopId);
    await tx.sql
      .updateTable('keys')
      .set({ revokedAt: after(context.clock.now(), OVERLAP_MS) })
      .where('id', '=', keyId)
      .execute();
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'key.replace', subject: keyId, detail: { kind, test } });
    return { id, key };
  });
}

/** The key stops working at once. */
export function revokeKeyNow(context: Context, user: Row<'users'>, keyId: string): Promise<void> {
  return context.transaction(async (tx) => {
    const { kind, test } = await lockKey(context, tx.sql, user.shopId, keyId);
    await tx.sql.updateTable('keys').set({ revokedAt: context.clock.now() }).where('id', '=', keyId).execute();
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'key.revoke', subject: keyId, detail: { kind, test } });
  });
}

async function lockKey(context: Context, sql: SqlTransaction, shopId: string, keyId: string): Promise<Row<'keys'>> {
  const key = await sql.selectFrom('keys').selectAll().where('id', '=', keyId).where('shopId', '=', shopId).forUpdate().executeTakeFirst();
  if (!key || (key.revokedAt !== null && key.revokedAt <= context.clock.now()))
    throw new Problem(404, 'not_found', 'There is no such key.');
  return key;
}

async function newestKey(sql: SqlTransaction, shopId: string): Promise<string> {
  const { id } = await sql
    .selectFrom('keys')
    .select('id')
    .where('shopId', '=', shopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
