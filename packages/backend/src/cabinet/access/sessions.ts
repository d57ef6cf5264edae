import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserSession } from '@installment-button/protocol/cabinet/access';
import * as z from 'zod/mini';
import { DAY, HOUR, MINUTE, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { hashToken } from '../../platform/security/encryption.ts';

const IDLE_MS = 2 * HOUR;
const LONGEST_MS = 7 * DAY;
/** `__Host-` demands it. */
const COOKIE_PATH = '/';

export interface SignedIn {
  session: Row<'userSessions'>;
  user: Row<'users'>;
}

/** Where a browser signed in from. */
export interface SessionPlace {
  address: string;
  userAgent: string;
}

const placeSchema = z.object({ address: z.string(), userAgent: z.string() });
const encryptionPlace = (sessionId: string) => ({ table: 'user_sessions', column: 'place', row: sessionId });

/** `__Host-`: only this host can set it, over https. A page of a sibling subdomain cannot plant a session. */
const cookieName = ({ config }: Context) => (config.production ? '__Host-cabinet' : 'cabinet');

/** Opens a new session, whatever cookie came with the request, so that nobody can know its token in advance. */
export async function openSession(context: Context, sql: Sql, reply: FastifyReply, user: Row<'users'>): Promise<void> {
  const { request } = reply;
  const token = context.ids.secret(32);
  const id = context.ids.next('ses');
  const now = context.clock.now();
  const place: SessionPlace = { address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) };
  await sql
    .insertInto('userSessions')
    .values({
      id,
      hash: hashToken(token),
      userId: user.id,
      createdAt: now,
      usedAt: now,
      place: context.encryption.encrypt(JSON.stringify(place), encryptionPlace(id)),
    })
    .execute();
  reply.setCookie(cookieName(context), token, {
    path: COOKIE_PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure: context.config.production,
    maxAge: LONGEST_MS / 1000,
  });
}

export async function findSession(context: Context, request: FastifyRequest): Promise<SignedIn | null> {
  const token = request.cookies[cookieName(context)];
  if (!token || token.length > 100) return null;
  const session = await context.sql.selectFrom('userSessions').selectAll().where('hash', '=', hashToken(token)).executeTakeFirst();
  const now = context.clock.now();
  if (!session || !standsAt(session, now)) return null;
  const user = await context.sql.selectFrom('users').selectAll().where('id', '=', session.userId).executeTakeFirst();
  if (!user || user.disabledAt !== null) return null;
  if (session.usedAt < after(now, -MINUTE)) {
    await context.sql.updateTable('userSessions').set({ usedAt: now }).where('id', '=', session.id).execute();
  }
  return { session, user };
}

function standsAt({ endedAt, usedAt, createdAt }: Row<'userSessions'>, now: Date): boolean {
  return endedAt === null && after(usedAt, IDLE_MS) > now && after(createdAt, LONGEST_MS) > now;
}

/** Which of these sessions are still valid. */
export async function validSessions(context: Context, sessionIds: string[]): Promise<Set<string>> {
  const rows = await context.sql
    .selectFrom('userSessions')
    .innerJoin('users', 'users.id', 'userSessions.userId')
    .selectAll('userSessions')
    .where('userSessions.id', 'in', sessionIds)
    .where('users.disabledAt', 'is', null)
    .execute();
  const now = context.clock.now();
  return new Set(rows.filter((row) => standsAt(row, now)).map(({ id }) => id));
}

export function forgetCookie(context: Context, reply: FastifyReply): void {
  reply.clearCookie(cookieName(context), { path: COOKIE_PATH, httpOnly: true, sameSite: 'lax', secure: context.config.production });
}

/** Ends one session of a user; false: the user has no such open session. */
export async function endSession(context: Context, sql: Sql, userId: string, sessionId: string): Promise<boolean> {
  const { numUpdatedRows } = await sql
    .updateTable('userSessions')
    .set({ endedAt: context.clock.now() })
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends all sessions of a user but one. */
export async function endSessions(context: Context, sql: Sql, userId: string, butSessionId: string | null = null): Promise<void> {
  let query = sql
    .updateTable('userSessions')
    .set({ endedAt: context.clock.now() })
    .where('userId', '=', userId)
    .where('endedAt', 'is', null);
  if (butSessionId !== null) query = query.where('id', '!=', butSessionId);
  await query.execute();
}

export async function listSessions(context: Context, { user, session: current }: SignedIn): Promise<UserSession[]> {
  const rows = await context.sql
    .selectFrom('userSessions')
    .selectAll()
    .where('userId', '=', user.id)
    .where('endedAt', 'is', null)
    .orderBy('usedAt', 'desc')
    .execute();
  const now = context.clock.now();
  return rows
    .filter((row) => standsAt(row, now))
    .map(({ id, createdAt, usedAt, place }) => ({
      id,
      current: id === current.id,
      createdAt: createdAt.toISOString(),
      usedAt: usedAt.toISOString(),
      ...placeSchema.parse(JSON.parse(context.encryption.decrypt(place, encryptionPlace(id)))),
    }));
}
