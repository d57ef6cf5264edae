import type { PasswordLink } from '@installment-button/protocol/cabinet/access';
import { DAY, HOUR, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Sender } from '../../messages/caps.ts';
import { queueEmail } from '../../messages/outbox.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { hashToken } from '../../platform/security/encryption.ts';
import { findShop } from '../../shops/store.ts';
import { emailOf, findUser, nameOf } from '../../shops/users.ts';
import { passwordMail } from './password-mail.ts';

type Purpose = Row<'userLinks'>['purpose'];

const LIVES_MS: Record<Purpose, number> = { invitation: 7 * DAY, reset: HOUR };

const linkGone = () => new Problem(410, 'link_expired', 'This link was used already or has expired. Ask for a new one.');

/** Sends a one-use link by which the user sets a password. Earlier links stop working. The token is in the fragment, so no log sees it. */
export async function sendPasswordLink(context: Context, tx: Tx, user: Row<'users'>, purpose: Purpose, sender?: Sender): Promise<string> {
  const token = context.ids.secret(32);
  const now = context.clock.now();
  await killLinks(context, tx.sql, user.id);
  await tx.sql
    .insertInto('userLinks')
    .values({ hash: hashToken(token), userId: user.id, purpose, createdAt: now, expiresAt: after(now, LIVES_MS[purpose]) })
    .execute();
  const link = `${context.config.cabinetUrl}/password#${token}`;
  const shop = await findShop(tx.sql, user.shopId);
  const mail = passwordMail({ purpose, language: user.language, shop: shop?.name ?? '', link });
  await queueEmail(context, tx, { orderId: null, purpose, to: emailOf(context, user), ...mail, ...(sender ? { sender } : {}) });
  return link;
}

export async function killLinks(context: Context, sql: Sql, userId: string): Promise<void> {
  await sql
    .updateTable('userLinks')
    .set({ usedAt: context.clock.now() })
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .execute();
}

/** Whose link it is. The link stays usable. */
export async function readPasswordLink(context: Context, token: string): Promise<PasswordLink> {
  const { link, user } = await validLink(context, context.sql, token);
  const shop = await findShop(context.sql, user.shopId);
  const name = nameOf(context, user);
  const email = emailOf(context, user);
  return { purpose: link.purpose, email, name: name === email ? '' : name, shop: shop?.name ?? '', language: user.language };
}

/** Uses the link up. Of two requests at once one succeeds. */
export async function takePasswordLink(context: Context, tx: Tx, token: string): Promise<Row<'users'>> {
  const { link, user } = await validLink(context, tx.sql, token);
  const { numUpdatedRows } = await tx.sql
    .updateTable('userLinks')
    .set({ usedAt: context.clock.now() })
    .where('hash', '=', link.hash)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw linkGone();
  await killLinks(context, tx.sql, user.id);
  return user;
}

async function validLink(context: Context, sql: Sql, token: string): Promise<{ link: Row<'userLinks'>; user: Row<'users'> }> {
  const link = await sql.selectFrom('userLinks').selectAll().where('hash', '=', hashToken(token)).executeTakeFirst();
  if (!link || link.usedAt !== null || link.expiresAt <= context.clock.now()) throw linkGone();
  const user = await findUser(sql, link.userId);
  if (!user || user.disabledAt !== null) throw linkGone();
  return { link, user };
}
