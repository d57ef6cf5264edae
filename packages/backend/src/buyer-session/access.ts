import type { FastifyRequest } from 'fastify';
import { isFinal } from '@installment-button/protocol';
import { orderTopic } from '../orders/events.ts';
import { orderIdOfToken, sessionTokenOf } from '../orders/session-token.ts';
import { lockOrder } from '../orders/store.ts';
import { DAY, HOUR, MINUTE, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../platform/http/problems.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { noteCaller } from '../platform/security/caller.ts';
import { equalInConstantTime, hashToken } from '../platform/security/encryption.ts';
import { endToken, findToken, findTokenAndOrder, insertToken, touchToken } from './store.ts';

/** The holder of a buyer token: proved the phone. */
export interface Buyer {
  tokenHash: string;
  /** `+79123456789`. */
  phone: string;
  phoneIndex: string;
}

/** What a token gives access to. `buyer` is null for a session token. */
export interface Access {
  order: Row<'orders'>;
  buyer: Buyer | null;
}

/** How long after the order's end a session token still reads. */
const READS_AFTER_END_MS = 180 * DAY;
const IDLE_MS = 24 * HOUR;
const AFTER_END_MS = 30 * MINUTE;

const unauthorized = () =>
  new Problem(401, 'unauthorized', 'Send the session token or the buyer token of this order as "Authorization: Bearer …".', {
    headers: { 'www-authenticate': 'Bearer' },
  });
const sessionExpired = () => new Problem(401, 'session_expired', 'This session has ended. Open the link again and confirm the phone.');
export const phoneUnconfirmed = () => new Problem(403, 'phone_unconfirmed', 'This call needs the buyer token: confirm the phone first.');
export const phoneFixed = () => new Problem(409, 'phone_fixed', 'This order was submitted with another phone.');

const granted = new WeakMap<FastifyRequest, Access>();

/** `onRequest` of a route that either token may call. A caller without a token is refused before the body is read. */
export const sessionFirst = (context: Context) => async (request: FastifyRequest) => {
  grant(request, await authenticate(context, request.headers.authorization));
};

/** `onRequest` of a route that only the buyer token may call. `act`: a submit by another phone gets `phone_fixed`, not `session_expired`. */
export const buyerFirst = (context: Context, act?: 'submit') => async (request: FastifyRequest) => {
  const access = await authenticate(context, request.headers.authorization, act);
  if (access.buyer === null) throw phoneUnconfirmed();
  grant(request, access);
};

function grant(request: FastifyRequest, access: Access): void {
  granted.set(request, access);
  noteCaller(request, { kind: 'token', id: access.buyer?.tokenHash ?? access.order.id });
}

export function accessOf(request: FastifyRequest): Access {
  const access = granted.get(request);
  if (!access) throw unauthorized();
  return access;
}

export function buyerOf(request: FastifyRequest): Buyer & { orderId: string } {
  const { order, buyer } = accessOf(request);
  if (!buyer) throw phoneUnconfirmed();
  return { ...buyer, orderId: order.id };
}

async function authenticate(context: Context, authorization: string | undefined, act?: 'submit'): Promise<Access> {
  const token = /^Bearer ((?:ses|buy)_[\w-]{1,300})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized();
  return token.startsWith('buy_') ? buyersAccess(context, token, act) : sessionsAccess(context, token);
}

async function sessionsAccess(context: Context, token: string): Promise<Access> {
  const orderId = orderIdOfToken(token);
  const order =
    orderId === null ? undefined : await context.sql.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirst();
  if (!order || !equalInConstantTime(token, sessionTokenOf(context, order))) throw unauthorized();
  // An erased order no longer says whose it was.
  if (order.erasedAt !== null || (order.endedAt !== null && after(order.endedAt, READS_AFTER_END_MS) < context.clock.now()))
    throw sessionExpired();
  return { order, buyer: null };
}

async function buyersAccess(context: Context, token: string, act?: 'submit'): Promise<Access> {
  const found = await findTokenAndOrder(context.sql, hashToken(token));
  if (!found) throw unauthorized();
  const { token: row, order } = found;
  const now = context.clock.now();
  if (act === 'submit' && order.phoneIndex !== null && order.phoneIndex !== row.phoneIndex) throw phoneFixed();
  if (tokenEnd(row, order) <= now) throw sessionExpired();
  if (row.usedAt < after(now, -MINUTE)) await touchToken(context.sql, row.hash, now, after(now, -MINUTE));
  return { order, buyer: buyerOfRow(context, row) };
}

function buyerOfRow(context: Context, row: Row<'buyerTokens'>): Buyer {
  const phone = context.encryption.decrypt(row.phone, { table: 'buyer_tokens', column: 'phone', row: row.hash });
  return { tokenHash: row.hash, phone, phoneIndex: row.phoneIndex };
}

/** When a buyer token ends: at «Закончить», after 24 h idle, or 30 minutes after the order's end. */
export function tokenEnd(
  token: Pick<Row<'buyerTokens'>, 'endedAt' | 'usedAt' | 'createdAt'>,
  order: Pick<Row<'orders'>, 'status' | 'endedAt'>,
): Date {
  if (token.endedAt) return token.endedAt;
  const idle = after(token.usedAt, IDLE_MS);
  if (!isFinal(order.status) || order.endedAt === null) return idle;
  // A phone that is proved after the order's end gets 30 minutes as well.
  const ended = after(order.endedAt > token.createdAt ? order.endedAt : token.createdAt, AFTER_END_MS);
  return ended < idle ? ended : idle;
}

/** Locks the buyer's order, then checks the token again: a submit by another phone may just have ended it. */
export async function lockBuyersOrder(context: Context, tx: Tx, buyer: Buyer & { orderId: string }): Promise<Row<'orders'>> {
  const order = await lockOrder(tx.sql, buyer.orderId);
  if (order.phoneIndex !== null && order.phoneIndex !== buyer.phoneIndex) throw phoneFixed();
  const token = await findToken(tx.sql, buyer.tokenHash);
  if (!token || tokenEnd(token, order) <= context.clock.now()) throw sessionExpired();
  return order;
}

/** Makes a token for a proven phone. Only its hash is stored, so the token can be read here only. */
export async function grantToken(context: Context, tx: Tx, orderId: string, phone: string, phoneIndex: string): Promise<string> {
  const token = `buy_${context.ids.secret(32)}`;
  const hash = hashToken(token);
  const now = context.clock.now();
  const encrypted = context.encryption.encrypt(phone, { table: 'buyer_tokens', column: 'phone', row: hash });
  await insertToken(tx.sql, { hash, orderId, phoneIndex, phone: encrypted, createdAt: now, usedAt: now });
  return token;
}

/** «Закончить»: ends the token and its streams. */
export async function finish(context: Context, buyer: Buyer & { orderId: string }): Promise<void> {
  await context.transaction(async (tx) => {
    await endToken(tx.sql, buyer.tokenHash, context.clock.now());
    tx.wake(orderTopic(buyer.orderId));
  });
}
