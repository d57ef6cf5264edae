import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import { findShop } from '../../shops/store.ts';
import { createUser, type NewUser } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { sendPasswordLink } from './password-links.ts';

/** Creates a user and sends the link by which they set a password. */
export function invite(
  context: Context,
  { by, ...newUser }: NewUser & { /** A user's id, or `operator`. */ by: string },
): Promise<{ userId: string; link: string }> {
  return context.transaction(async (tx) => {
    if (!(await findShop(tx.sql, newUser.shopId))) throw new Problem(404, 'not_found', `There is no shop ${newUser.shopId}.`);
    const user = await createUser(context, tx, newUser);
    const link = await sendPasswordLink(context, tx, user, 'invitation');
    await record(context, tx, { shopId: user.shopId, actor: by, act: 'user.invite', subject: user.id, detail: { role: user.role } });
    return { userId: user.id, link };
  });
}
