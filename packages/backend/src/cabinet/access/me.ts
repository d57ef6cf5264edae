import type { ChangeMe, Me } from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import { emailOf, encryptName, nameOf } from '../../shops/users.ts';

/** The signed-in person and their shop. */
export async function viewMe(context: Context, userId: string): Promise<Me> {
  const user = await context.sql.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
  const shop = await context.sql.selectFrom('shops').selectAll().where('id', '=', user.shopId).executeTakeFirstOrThrow();
  const { id, name, logo, accent, radius } = shop;
  return {
    id: user.id,
    name: nameOf(context, user),
    email: emailOf(context, user),
    role: user.role,
    language: user.language,
    secondFactor: user.totpSince !== null,
    notices: user.notices,
    shop: { id, name, logo, accent, radius },
    modes: await modesOf(context, user.shopId),
    banks: [...context.banks.values()].map((bank) => ({ id: bank.id, name: bank.name, test: bank.test ?? false })),
  };
}

export async function changeMe(context: Context, user: Row<'users'>, { name, language, notices }: ChangeMe): Promise<void> {
  const change = {
    ...(name === undefined ? {} : { name: encryptName(context, user.id, name) }),
    ...(language === undefined ? {} : { language }),
    ...(notices === undefined ? {} : { notices: JSON.stringify(notices) }),
  };
  if (Object.keys(change).length > 0) await context.sql.updateTable('users').set(change).where('id', '=', user.id).execute();
}

/** `live`: the shop has live keys. `test`: the shop has test keys, or a test bank is configured. */
async function modesOf(context: Context, shopId: string): Promise<Me['modes']> {
  const keys: Pick<Row<'keys'>, 'test'>[] = await context.sql
    .selectFrom('keys')
    .select('test')
    .distinct()
    .where('shopId', '=', shopId)
    .execute();
  const live = keys.some(({ test }) => !test);
  const test = keys.some((key) => key.test) || [...context.banks.values()].some((bank) => bank.test ?? false);
  return [...(live ? (['live'] as const) : []), ...(test ? (['test'] as const) : [])];
}
