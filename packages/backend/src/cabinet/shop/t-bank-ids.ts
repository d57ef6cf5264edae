import type { TBankSettings } from '@installment-button/protocol/cabinet/shop';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { readIds, replaceId, switchOff, switchOn, type IdKind } from '../../t-bank/ids.ts';
import { record } from '../audit.ts';

export async function readTBankSettings(context: Context, shopId: string): Promise<TBankSettings> {
  return { ids: await readIds(context, context.sql, shopId) };
}

/** Switches the T-Bank API on or off for the shop. */
export function switchTBank(context: Context, { id, shopId }: Row<'users'>, on: boolean): Promise<void> {
  return context.transaction(async (tx) => {
    if (on) await switchOn(context, tx, shopId);
    else await switchOff(context, tx, shopId);
    await record(context, tx, { shopId, actor: id, act: on ? 't-bank.on' : 't-bank.off', subject: shopId });
  });
}

export function replaceTBankId(context: Context, { id, shopId }: Row<'users'>, kind: IdKind): Promise<void> {
  return context.transaction(async (tx) => {
    if (!(await readIds(context, tx.sql, shopId))) throw new Problem(409, 'conflict', 'Switch the T-Bank API on first.');
    await replaceId(context, tx, shopId, kind);
    await record(context, tx, { shopId, actor: id, act: 't-bank.replace', subject: shopId, detail: { kind } });
  });
}
