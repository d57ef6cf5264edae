import type { BankConfig } from '@installment-button/protocol';
import { lenderOf } from '../banks/lenders/lenders.ts';
import { connectorOf } from '../banks/connector-registry.ts';
import type { Context } from '../context.ts';
import { done, failed, type Command } from './command.ts';

/** An application that does not exist: a bank that answers 404 was reached and accepted our signature. */
const NOBODYS_APPLICATION = `app_${'0'.repeat(24)}`;

export const checkBanks: Command = {
  name: 'banks check',
  usage: 'banks check',
  options: {},
  needsBanks: true,
  async run(context) {
    const banks = [...context.banks.values()];
    if (banks.length === 0) return failed('BANKS_FILE lists no bank.');
    const checks = await Promise.all(banks.map(async (bank) => ({ bank, fault: await faultOf(context, bank) })));
    const text = checks
      .map(({ bank, fault }) => [bank.id, bank.name, bank.test ? 'test' : 'live', bank.products.join('+'), fault ?? 'answers'].join('\t'))
      .join('\n');
    return checks.some(({ fault }) => fault !== null) ? failed(text) : done(text);
  },
};

async function faultOf(context: Context, bank: BankConfig): Promise<string | null> {
  // Its accounts are the shops', who check them in the cabinet.
  if (lenderOf(bank)) return null;
  const reply = await connectorOf(context, bank.id).poll(NOBODYS_APPLICATION, context.ids.next('msg'));
  if (reply.outcome === 'again') return `does not answer (${reply.why})`;
  if (reply.outcome === 'done') return 'answers for an application that does not exist';
  if (reply.status === 404) return null;
  return reply.status === 401 ? 'refuses our signature: see outSecrets' : `answers ${reply.status}`;
}
