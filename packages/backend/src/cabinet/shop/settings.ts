import type { ChangeShop, ShopSettings } from '@installment-button/protocol/cabinet/shop';
import type { Context } from '../../context.ts';
import { fieldProblem, Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { refuseShopName } from '../../shops/name.ts';
import { receiptSettingsOf } from '../../shops/receipt-settings.ts';
import { normalizeOrigin } from '../../shops/origins.ts';
import { record } from '../audit.ts';

const MOST_ORIGINS = 50;

export async function readSettings(context: Context, shopId: string): Promise<ShopSettings> {
  const shop = await context.sql.selectFrom('shops').selectAll().where('id', '=', shopId).executeTakeFirstOrThrow();
  const { name, logo, accent, radius, origins, bic, issuesReceipts, autoConfirm, autoConfirmUpTo, autoConfirmUntrusted } = shop;
  return {
    name,
    logo,
    accent,
    radius,
    origins,
    bic,
    issuesReceipts,
    receipts: receiptSettingsOf(shop),
    autoConfirm: { on: autoConfirm, upTo: autoConfirmUpTo, untrusted: autoConfirmUntrusted },
    serviceUrl: context.config.publicUrl,
  };
}

export async function changeSettings(context: Context, user: Row<'users'>, { autoConfirm, receipts, ...plain }: ChangeShop): Promise<void> {
  if (plain.name !== undefined) refuseShopName(plain.name);
  const rules = autoConfirm
    ? { autoConfirm: autoConfirm.on, autoConfirmUpTo: autoConfirm.upTo, autoConfirmUntrusted: autoConfirm.untrusted }
    : {};
  const change = { ...defined(plain), ...rules, ...(receipts ? { receiptSettings: JSON.stringify(receipts) } : {}) };
  if (Object.keys(change).length === 0) return;
  await context.transaction(async (tx) => {
    await tx.sql.updateTable('shops').set(change).where('id', '=', user.shopId).execute();
    await record(context, tx, {
      shopId: user.shopId,
      actor: user.id,
      act: 'shop.change',
      subject: user.shopId,
      detail: { fields: Object.keys(change).join(', ') },
    });
  });
}

/** Leaves out fields that were not sent. */
function defined<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}

/** From now on pages of this origin may show the button. */
export function addOrigin(context: Context, user: Row<'users'>, text: string): Promise<void> {
  const origin = normalizeOrigin(text);
  if (origin === null)
    throw fieldProblem('/origin', 'invalid_value', 'An origin must look like https://shop.example. http is accepted on localhost only.');
  return changeOrigins(context, user, 'origin.add', origin, (origins) => {
    if (origins.includes(origin)) return origins;
    if (origins.length >= MOST_ORIGINS)
      throw new Problem(409, 'conflict', `A shop may have at most ${MOST_ORIGINS} origins. Remove one first.`);
    return [...origins, origin];
  });
}

export function removeOrigin(context: Context, user: Row<'users'>, origin: string): Promise<void> {
  return changeOrigins(context, user, 'origin.remove', origin, (origins) => {
    if (!origins.includes(origin)) throw new Problem(404, 'not_found', 'This origin is not registered.');
    return origins.filter((known) => known !== origin);
  });
}

function changeOrigins(
  context: Context,
  user: Row<'users'>,
  act: string,
  origin: string,
  change: (origins: string[]) => string[],
): Promise<void> {
  return context.transaction(async (tx) => {
    const shop = await tx.sql.selectFrom('shops').select('origins').where('id', '=', user.shopId).forUpdate().executeTakeFirstOrThrow();
    await tx.sql
      .updateTable('shops')
      .set({ origins: change(shop.origins) })
      .where('id', '=', user.shopId)
      .execute();
    await record(context, tx, { shopId: user.shopId, actor: user.id, act, subject: user.shopId, detail: { origin } });
  });
}
