import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { goodById, type Good } from './goods.ts';

/** One browser: its cart. Kept in memory, as long as this process lives. */
export interface Visitor {
  id: string;
  cart: Map<string, number>;
}

export interface CartLine {
  good: Good;
  quantity: number;
}

const cookieName = 'visitor';
const mostVisitors = 10_000;
const mostPieces = 20;
const visitors = new Map<string, Visitor>();

/** The visitor that the cookie names, or a new one with a new cookie. */
export function visitorOf(request: IncomingMessage, response: ServerResponse, secure: boolean): Visitor {
  const given = new RegExp(`(?:^|; )${cookieName}=([\\w-]{32})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
  const known = given === undefined ? undefined : visitors.get(given);
  if (known) return known;
  // A known-looking id is kept: after a restart the orders of this browser are still its own.
  const visitor: Visitor = { id: given ?? randomBytes(24).toString('base64url'), cart: new Map() };
  visitors.set(visitor.id, visitor);
  forgetOldest();
  // Lax: sent when the buyer comes back from the service, not with another site's POST.
  response.setHeader(
    'set-cookie',
    `${cookieName}=${visitor.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000${secure ? '; Secure' : ''}`,
  );
  return visitor;
}

function forgetOldest(): void {
  const [oldest] = visitors.keys();
  if (visitors.size > mostVisitors && oldest !== undefined) visitors.delete(oldest);
}

/** 0 takes the good out. */
export function setQuantity(visitor: Visitor, goodId: string, quantity: number): void {
  if (!goodById(goodId) || !Number.isInteger(quantity) || quantity < 0) return;
  if (quantity === 0) visitor.cart.delete(goodId);
  else visitor.cart.set(goodId, Math.min(quantity, mostPieces));
}

export function linesOf(visitor: Visitor): CartLine[] {
  return [...visitor.cart].flatMap(([id, quantity]) => {
    const good = goodById(id);
    return good ? [{ good, quantity }] : [];
  });
}

export const amountOf = (lines: readonly CartLine[]): number => lines.reduce((sum, { good, quantity }) => sum + good.price * quantity, 0);

export function emptyCart(visitorId: string): void {
  visitors.get(visitorId)?.cart.clear();
}
