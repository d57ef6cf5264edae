import type { Context } from '../../context.ts';
import { findUserByEmail } from '../../shops/users.ts';
import { sendPasswordLink } from './password-links.ts';

/** Sends a new link to whoever has this e-mail; to nobody where nobody has it. Never throws: the answer is out already. */
export async function sendPasswordReset(context: Context, email: string): Promise<void> {
  try {
    const user = await findUserByEmail(context, context.sql, email);
    if (!user || user.disabledAt !== null) return;
    const purpose = user.passwordHash === null ? 'invitation' : 'reset';
    await context.transaction((tx) => sendPasswordLink(context, tx, user, purpose));
  } catch (error) {
    context.log.error({ err: error }, 'a new password could not be sent');
  }
}
