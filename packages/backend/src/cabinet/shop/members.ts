import { sql } from 'kysely';
import type { Member } from '@installment-button/protocol/cabinet/shop';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Role, Row, SqlTransaction } from '../../tables/schema.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { emailOf, nameOf, usersOfShop } from '../../shops/users.ts';
import { dropSecondFactor } from '../access/second-factor.ts';
import { killLinks, sendPasswordLink } from '../access/password-links.ts';
import { endSessions } from '../access/sessions.ts';
import { record } from '../audit.ts';

/** Everybody of the shop. */
export async function listMembers(context: Context, shopId: string): Promise<Member[]> {
  const users = await usersOfShop(context.sql, shopId);
  const { rows } = await sql<{ userId: string; at: Date }>`
    select s.user_id, max(s.used_at) as at from user_sessions s join users u on u.id = s.user_id where u.shop_id = ${shopId} group by 1`.execute(
    context.sql,
  );
  const seen = new Map(rows.map(({ userId, at }) => [userId, at]));
  return users.map((user) => ({
    id: user.id,
    name: nameOf(context, user),
    email: emailOf(context, user),
    role: user.role,
    state: user.disabledAt !== null ? 'disabled' : user.passwordHash === null ? 'invited' : 'active',
    secondFactor: user.totpSince !== null,
    lastSeenAt: seen.get(user.id)?.toISOString() ?? null,
  }));
}

export function changeMember(
  context: Context,
  head: Row<'users'>,
  userId: string,
  { role, disabled }: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  return context.transaction(async (tx) => {
    const user = await lockMember(tx.sql, head.shopId, userId);
    await refuseLastHead(tx.sql, user, { role: role ?? user.role, disabled: disabled ?? user.disabledAt !== null });
    const change = {
      ...(role === undefined ? {} : { role }),
      ...(disabled === undefined ? {} : { disabledAt: disabled ? context.clock.now() : null }),
    };
    if (Object.keys(change).length === 0) return;
    await tx.sql.updateTable('users').set(change).where('id', '=', userId).execute();
    if (disabled) {
      await endSessions(context, tx.sql, userId);
      await killLinks(context, tx.sql, userId);
    }
    const detail = { ...(role === undefined ? {} : { role }), ...(disabled === undefined ? {} : { disabled }) };
    await record(context, tx, { shopId: head.shopId, actor: head.id, act: 'user.change', subject: userId, detail });
  });
}

/** A new link by which the member sets a password. */
export function inviteAgain(context: Context, head: Row<'users'>, userId: string): Promise<void> {
  return onMember(context, head, userId, 'user.invite', async (tx, user) => {
    if (user.disabledAt !== null) throw new Problem(409, 'conflict', 'This member is disabled.');
    await sendPasswordLink(context, tx, user, user.passwordHash === null ? 'invitation' : 'reset');
  });
}

/** For whoever lost the phone with the app. */
export function dropMembersSecondFactor(context: Context, head: Row<'users'>, userId: string): Promise<void> {
  return onMember(context, head, userId, 'user.second-factor-off', async (tx) => {
    await dropSecondFactor(tx.sql, userId);
    await endSessions(context, tx.sql, userId);
  });
}

function onMember(
  context: Context,
  head: Row<'users'>,
  userId: string,
  act: string,
  effect: (tx: Tx, user: Row<'users'>) => Promise<void>,
): Promise<void> {
  return context.transaction(async (tx) => {
    await effect(tx, await lockMember(tx.sql, head.shopId, userId));
    await record(context, tx, { shopId: head.shopId, actor: head.id, act, subject: userId });
  });
}

async function lockMember(sqlOf: SqlTransaction, shopId: string, userId: string): Promise<Row<'users'>> {
  const user = await sqlOf
    .selectFrom('users')
    .selectAll()
    .where('id', '=', userId)
    .where('shopId', '=', shopId)
    .forUpdate()
    .executeTakeFirst();
  if (!user) throw new Problem(404, 'not_found', 'There is no such member.');
  return user;
}

/** A shop without a head could never change anything again. */
async function refuseLastHead(sqlOf: SqlTransaction, user: Row<'users'>, next: { role: Role; disabled: boolean }): Promise<void> {
  if (user.role !== 'head' || user.disabledAt !== null || (next.role === 'head' && !next.disabled)) return;
  // Locked, so that two heads cannot demote each other at once.
  const heads = await sqlOf
    .selectFrom('users')
    .select('id')
    .where('shopId', '=', user.shopId)
    .where('role', '=', 'head')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (heads.length < 2) throw new Problem(409, 'conflict', 'The shop needs a head: make somebody else one first.');
}
