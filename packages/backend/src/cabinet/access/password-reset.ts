import type { Context } from '../../context.ts';
import { findUserByEmail } from '../../shops/users.ts';
import { sendPasswordLink } from './password-links.ts';

/** Sends a link to the user with this e-mail, if there is one. Never throws, because the request is answered already. */
export async function sendPasswordReset(context: Context, email: string): Promise<void> {
  try {
    const user = await findUserByEmail(context, context.sql, email);
    if (!user || user.disabledAt !== null) return;
    const purpose = user.passwordHash === null ? 'invitation' : 'reset';
    await context.transaction((tx) => sendPasswordLink(context, tx, user, purpose));
  } catch (error) {
    context.log.error({ err: error }, 'a password link could not be sent');
  }
}
