import type { CheckOutcome } from '../../connections/provider.ts';
import type { Context } from '../../context.ts';
import type { LenderAccount, LenderReply, LenderState } from './lender.ts';

/** An order that no lender has. */
const NOBODYS_ORDER = `app_${'0'.repeat(24)}`;

/** Reads an order that does not exist: 404 means that the account was let in. */
export async function checkAccount(
  context: Context,
  { name, values, test }: { name: string; values: LenderAccount['values']; test: boolean },
  read: (account: LenderAccount, id: string) => Promise<LenderReply<LenderState>>,
): Promise<CheckOutcome> {
  const bank = [...context.banks.values()].find((each) => each.connector === name && (each.test ?? false) === test);
  if (!bank)
    return {
      ok: false,
      code: 'refused',
      detail: { ru: 'Оператор ещё не подключил этого кредитора.', en: 'The operator has not listed this lender yet.' },
    };
  const reply = await read({ values, url: bank.url, test, allowLoopback: !context.config.production }, NOBODYS_ORDER);
  if (reply.outcome === 'refused' && reply.status === 404) return { ok: true };
  if (reply.outcome === 'again' && reply.why !== 'error-answer')
    return {
      ok: false,
      code: 'unreachable',
      detail: { ru: 'Кредитор не отвечает. Повторите позже.', en: 'The lender does not answer. Try again later.' },
    };
  return {
    ok: false,
    code: 'credentials_wrong',
    detail: { ru: 'Кредитор не принял эти данные: проверьте каждое поле.', en: 'The lender refused these values: check each field.' },
  };
}
