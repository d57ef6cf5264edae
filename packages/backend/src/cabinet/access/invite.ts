import type { Context } from '../../context.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { queueEmail } from '../../messages/outbox.ts';
import { findShop } from '../../shops/store.ts';
import { createUser, emailOf, findUserByEmail, isEmailTakenElsewhere, type NewUser } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { sendPasswordLink } from './password-links.ts';
import { emailTakenMail } from './password-mail.ts';

/**
 * Creates a user and sends the invitation. An e-mail that signs in to another shop gets the same answer as a free one, so that a
 * head cannot find out who works where: the row is made, and its e-mail says that another address is needed.
 * @param by a user's id, or `operator`, who is told of a taken e-mail
 */
export function invite(context: Context, { by, ...newUser }: NewUser & { by: string }): Promise<{ userId: string; link: string | null }> {
  return context.transaction(async (tx) => {
    const shop = await findShop(tx.sql, newUser.shopId);
    if (!shop) throw new Problem(404, 'not_found', `There is no shop ${newUser.shopId}.`);
    const known = await findUserByEmail(context, tx.sql, newUser.email);
    if (known && (known.shopId === shop.id || by === 'operator'))
      throw new Problem(409, 'conflict', 'Somebody signs in with this e-mail already.');
    const user = await createUser(context, tx, newUser, known ? 'taken elsewhere' : 'free');
    const link = await sendInvitation(context, tx, user, by);
    await record(context, tx, { shopId: user.shopId, actor: by, act: 'user.invite', subject: user.id, detail: { role: user.role } });
    return { userId: user.id, link };
  });
}

/** Sends the link for the first password; null: the e-mail signs in to another shop, and its owner is told so. */
export async function sendInvitation(context: Context, tx: Tx, user: Row<'users'>, by: string): Promise<string | null> {
  const sender = by === 'operator' ? undefined : { userId: by, shopId: user.shopId };
  if (!isEmailTakenElsewhere(context, user)) return sendPasswordLink(context, tx, user, 'invitation', sender);
  const shop = await findShop(tx.sql, user.shopId);
  const mail = emailTakenMail(user.language, shop?.name ?? '');
  await queueEmail(context, tx, {
    orderId: null,
    purpose: 'invitation',
    to: emailOf(context, user),
    ...mail,
    ...(sender ? { sender } : {}),
  });
  return null;
}
