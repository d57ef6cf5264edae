import type { FastifyReply } from 'fastify';
import type { SignIn } from '@installment-button/protocol/cabinet/access';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row } from '../../tables/schema.ts';
import { findUserByEmail } from '../../shops/users.ts';
import { record } from '../audit.ts';
import { isPassword } from './password.ts';
import { takeCode } from './second-factor.ts';
import { openSession } from './sessions.ts';
import { countTry } from './sign-in-limits.ts';

/** The same answer for a wrong password and for an unknown e-mail. */
export const wrongCredentials = () => new Problem(401, 'credentials_wrong', 'The e-mail or the password is wrong.');

/** E-mail, password and the app's code come in one request, so there is no half-open session to steal. */
export async function signIn(context: Context, reply: FastifyReply, { email, password, code }: SignIn): Promise<Row<'users'>> {
  const takeBack = await countTry(context, email, reply.request.ip);
  const user = await findUserByEmail(context, context.sql, email);
  const right = await isPassword(user?.passwordHash ?? null, password);
  if (!user || !right || user.disabledAt !== null) {
    if (user) noteFailure(context, reply, user);
    throw wrongCredentials();
  }
  if (user.totpSince !== null) {
    if (code === undefined) {
      await takeBack();
      throw new Problem(401, 'second_factor_needed', 'Send the code of the authenticator app too.');
    }
    if (!(await takeCode(context, context.sql, user, code))) {
      noteFailure(context, reply, user);
      throw new Problem(401, 'credentials_wrong', 'The code is wrong or was used already. Enter the next one.', {
        fields: [{ path: '/code', code: 'code_wrong', message: 'Wrong code' }],
      });
    }
  }
  await takeBack();
  await context.transaction(async (tx) => {
    await openSession(context, tx.sql, reply, user);
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.sign-in', subject: user.id });
  });
  return user;
}

/** Written after the answer, so that its time does not tell whether the e-mail is known. */
function noteFailure(context: Context, reply: FastifyReply, user: Row<'users'>): void {
  reply.raw.once('finish', () => {
    context
      .transaction((tx) => record(context, tx, { shopId: user.shopId, actor: user.id, act: 'user.sign-in-failed', subject: user.id }))
      .catch((error: unknown) => context.log.error({ err: error }, 'a failed sign-in could not be recorded'));
  });
}
