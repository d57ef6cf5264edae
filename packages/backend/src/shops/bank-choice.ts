import type { BankConfig } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Sql } from '../tables/schema.ts';

/** `context.banks` without the banks that the shop switched off, and with the limits that the shop narrowed. */
export async function bankListOf(context: Pick<Context, 'banks'>, sql: Sql, shopId: string): Promise<ReadonlyMap<string, BankConfig>> {
  const choices = await sql.selectFrom('shopBanks').selectAll().where('shopId', '=', shopId).execute();
  if (choices.length === 0) return context.banks;
  const chosen = new Map(context.banks);
  for (const { bankId, off, minAmount, maxAmount } of choices) {
    const bank = context.banks.get(bankId);
    if (!bank) continue;
    if (off) chosen.delete(bankId);
    else {
      chosen.set(bankId, {
        ...bank,
        minAmount: Math.max(bank.minAmount, minAmount ?? bank.minAmount),
        maxAmount: Math.min(bank.maxAmount, maxAmount ?? bank.maxAmount),
      });
    }
  }
  return chosen;
}
