import type { Context } from '../context.ts';
import { Problem, fieldProblem } from '../platform/http/problems.ts';
import type { Role, Row, Sql } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';

type Language = Row<'users'>['language'];

export interface NewUser {
  shopId: string;
  email: string;
  role: Role;
  language?: Language;
}

/** The e-mails that a new user gets. */
const NOTICES = { signed: true, unconfirmed: true, failing: true };

/** A user without a password: the invitation sets it. An e-mail address can sign in to one shop only. */
export async function createUser(
  context: Context,
  tx: Tx,
  { shopId, email, role, language = 'ru' }: NewUser,
  emailIs: 'free' | 'taken elsewhere' = 'free',
): Promise<Row<'users'>> {
  const tidied = email.trim();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(tidied)) throw fieldProblem('/email', 'invalid_format', 'This is not an e-mail address.');
  const id = context.ids.next('usr');
  const user = await tx.sql
    .insertInto('users')
    .values({
      id,
      shopId,
      email: context.encryption.encrypt(tidied, emailPlace(id)),
      emailIndex: emailIs === 'free' ? emailIndexOf(context, tidied) : takenIndexOf(context, shopId, tidied),
      name: context.encryption.encrypt('', namePlace(id)),
      role,
      language,
      notices: JSON.stringify(NOTICES),
      createdAt: context.clock.now(),
    })
    .onConflict((conflict) => conflict.column('emailIndex').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!user) throw new Problem(409, 'conflict', 'Somebody signs in with this e-mail already.');
  return user;
}

/** Blind index by which a user is found without decrypting the e-mail. */
export function emailIndexOf(context: Context, email: string): string {
  return context.encryption.blindIndex('users', 'email', email.trim().toLowerCase());
}

/** The index of a user whose e-mail signs in to another shop: no sign-in finds it. */
function takenIndexOf(context: Context, shopId: string, email: string): string {
  return context.encryption.blindIndex('users', 'email-taken', `${shopId} ${email.trim().toLowerCase()}`);
}

/** True: this user was invited with an e-mail that signs in to another shop. */
export function isEmailTakenElsewhere(context: Context, user: Pick<Row<'users'>, 'id' | 'email' | 'emailIndex'>): boolean {
  return user.emailIndex !== emailIndexOf(context, emailOf(context, user));
}

export function findUserByEmail(context: Context, sql: Sql, email: string): Promise<Row<'users'> | undefined> {
  return sql.selectFrom('users').selectAll().where('emailIndex', '=', emailIndexOf(context, email)).executeTakeFirst();
}

export function findUser(sql: Sql, userId: string): Promise<Row<'users'> | undefined> {
  return sql.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
}

/** All users of a shop, the oldest first. */
export function usersOfShop(sql: Sql, shopId: string): Promise<Row<'users'>[]> {
  return sql.selectFrom('users').selectAll().where('shopId', '=', shopId).orderBy('id').execute();
}

/** Active heads of a shop. */
export function headsOf(sql: Sql, shopId: string): Promise<Row<'users'>[]> {
  return sql
    .selectFrom('users')
    .selectAll()
    .where('shopId', '=', shopId)
    .where('role', '=', 'head')
    .where('passwordHash', 'is not', null)
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .execute();
}

export function emailOf(context: Context, user: Pick<Row<'users'>, 'id' | 'email'>): string {
  return context.encryption.decrypt(user.email, emailPlace(user.id));
}

/** The user's own name, or the e-mail while no name is set. */
export function nameOf(context: Context, user: Pick<Row<'users'>, 'id' | 'email' | 'name'>): string {
  return context.encryption.decrypt(user.name, namePlace(user.id)) || emailOf(context, user);
}

export function encryptName(context: Context, userId: string, name: string): string {
  return context.encryption.encrypt(name.trim(), namePlace(userId));
}

const emailPlace = (userId: string) => ({ table: 'users', column: 'email', row: userId });
const namePlace = (userId: string) => ({ table: 'users', column: 'name', row: userId });
