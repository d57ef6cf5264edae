import type { BankConfig } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Sql } from '../tables/schema.ts';

/** `context.banks` without the redirect lenders where the shop has no account and the banks that it switched off, and with the limits that the shop narrowed. */
export async function bankListOf(context: Pick<Context, 'banks'>, sql: Sql, shopId: string): Promise<ReadonlyMap<string, BankConfig>> {
  const choices = await sql.selectFrom('shopBanks').selectAll().where('shopId', '=', shopId).execute();
  const listed = await withAccounts(context.banks, sql, shopId);
  if (choices.length === 0) return listed;
  const chosen = new Map(listed);
  for (const { bankId, off, minAmount, maxAmount } of choices) {
    const bank = listed.get(bankId);
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

/** A redirect lender knows the shop, so a shop without an account there cannot offer it. */
async function withAccounts(banks: Context['banks'], sql: Sql, shopId: string): Promise<Context['banks']> {
  if (![...banks.values()].some(({ connector = 'gateway' }) => connector !== 'gateway')) return banks;
  const accounts = await sql
    .selectFrom('connections')
    .select(['provider', 'test'])
    .where('shopId', '=', shopId)
    .where('enabled', '=', true)
    .execute();
  const has = ({ connector = 'gateway', test = false }: BankConfig) =>
    connector === 'gateway' || accounts.some((account) => account.provider === connector && account.test === test);
  return new Map([...banks].filter(([, bank]) => has(bank)));
}
