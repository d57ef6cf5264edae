import type { BankHealth } from '@installment-button/protocol/cabinet/shop';
import type { Context } from '../../context.ts';
import { fieldProblem, Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { lastHour, stateOf } from '../access/banks-now.ts';
import { record } from '../audit.ts';

/** Every bank with the shop's settings for it and its present state. */
export async function listBanks(context: Context, shopId: string): Promise<BankHealth[]> {
  const choices = await context.sql.selectFrom('shopBanks').selectAll().where('shopId', '=', shopId).execute();
  const hours = await lastHour(context, context.clock.now());
  return [...context.banks.values()].map(({ id, name, test = false, minAmount, maxAmount }) => {
    const choice = choices.find(({ bankId }) => bankId === id);
    const hour = hours.get(id);
    return {
      id,
      name,
      test,
      on: !(choice?.off ?? false),
      minAmount,
      maxAmount,
      ownMin: choice?.minAmount ?? null,
      ownMax: choice?.maxAmount ?? null,
      state: stateOf(hour),
      medianSeconds: hour?.medianSeconds ?? null,
    };
  });
}

/** Holds for new orders. Orders that are at the bank already stay there. */
export async function changeBank(
  context: Context,
  user: Row<'users'>,
  bankId: string,
  { on, ownMin, ownMax }: { on: boolean; ownMin: number | null; ownMax: number | null },
): Promise<void> {
  const bank = context.banks.get(bankId);
  if (!bank) throw new Problem(404, 'not_found', 'There is no such bank.');
  if ((ownMin ?? bank.minAmount) > (ownMax ?? bank.maxAmount))
    throw fieldProblem('/ownMax', 'too_small', '`ownMax` must not be less than `ownMin`.');
  const choice = { off: !on, minAmount: ownMin, maxAmount: ownMax };
  await context.transaction(async (tx) => {
    await tx.sql
      .insertInto('shopBanks')
      .values({ shopId: user.shopId, bankId, ...choice })
      .onConflict((conflict) => conflict.columns(['shopId', 'bankId']).doUpdateSet(choice))
      .execute();
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'bank.change', subject: bankId, detail: { on } });
  });
}
