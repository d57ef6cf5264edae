import type { FastifyReply } from 'fastify';
import type { ChangePassword, SetPassword } from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import { fieldProblem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { emailOf, encryptName } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { hashPassword, isPassword } from './password.ts';
import { refuseSimplePassword } from './password-strength.ts';
import { readPasswordLink, takePasswordLink } from './password-links.ts';
import { endSessions, openSession, type SignedIn } from './sessions.ts';
import { countTry } from './sign-in-limits.ts';

/** Sets a password by a one-use link and signs the person in, unless a second factor is on: then they sign in with both. */
export async function setPasswordByLink(
  context: Context,
  reply: FastifyReply,
  { token, password, name }: SetPassword,
): Promise<{ userId: string; signedIn: boolean }> {
  const { email, shop } = await readPasswordLink(context, token);
  refuseSimplePassword(password, [email, shop], '/password');
  const passwordHash = await hashPassword(password);
  return context.transaction(async (tx) => {
    const user = await takePasswordLink(context, tx, token);
    const named = name === undefined ? {} : { name: encryptName(context, user.id, name) };
    await tx.sql
      .updateTable('users')
      .set({ passwordHash, ...named })
      .where('id', '=', user.id)
      .execute();
    await endSessions(context, tx.sql, user.id);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.password', subject: user.id });
    const signedIn = user.totpSince === null;
    if (signedIn) await openSession(context, tx.sql, reply, user);
    return { userId: user.id, signedIn };
  });
}

/** Ends all other sessions of the person. */
export async function changePassword(
  context: Context,
  { user, session }: SignedIn,
  { current, next }: ChangePassword,
  address: string,
): Promise<void> {
  await refuseWrongPassword(context, user, current, address, '/current');
  refuseSimplePassword(next, [emailOf(context, user)], '/next');
  const passwordHash = await hashPassword(next);
  await context.transaction(async (tx) => {
    await tx.sql.updateTable('users').set({ passwordHash }).where('id', '=', user.id).execute();
    await endSessions(context, tx.sql, user.id, session.id);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.password', subject: user.id });
  });
}

/** For acts that a signed-in browser alone must not do. Counted like a sign-in. */
export async function refuseWrongPassword(
  context: Context,
  user: Row<'users'>,
  password: string,
  address: string,
  path: string,
): Promise<void> {
  const takeBack = await countTry(context, emailOf(context, user), address);
  if (!(await isPassword(user.passwordHash, password))) throw fieldProblem(path, 'password_wrong', 'Wrong password');
  await takeBack();
}
