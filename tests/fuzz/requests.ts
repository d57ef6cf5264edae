import { randomUUID } from 'node:crypto';
import { sign } from '../../packages/backend/src/banks/message-signature.ts';
import type { Chance } from '../chaos/chance.ts';
import { mutate, rawBody } from './mutations.ts';
import type { Schema, Shapes } from './shapes.ts';
import type { World } from './world.ts';

export interface Operation {
  method: string;
  /** As OpenAPI writes it: `/v1/orders/{id}`. */
  path: string;
  /** Names of the security schemes. */
  security: string[];
  query: { name: string; required: boolean; schema: Schema }[];
  body: Schema | null;
}

export interface FuzzRequest {
  operation: Operation;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

const garbage = [
  'x',
  '%00',
  '..%2f..%2fetc',
  '%F0%9F%A7%BE',
  `ord_${'A'.repeat(190)}`,
  '%',
  'ord_',
  "'%20or%201=1--",
  '__proto__',
  'x'.repeat(3000),
];

/** From a call of the description to a request: mostly nearly right, so that it gets past the first door. */
export function makeRequest(world: World, operation: Operation, shapes: Shapes, chance: Chance): FuzzRequest {
  const words = [...[...world.own.values()].flatMap((ids) => ids.slice(-8)), world.shop.publishableKey];
  const strangers = [...words, ...world.foreign];
  const path =
    operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathPart(world, operation, name, chance)) +
    query(operation, shapes, chance, strangers);
  const body = operation.method === 'get' ? null : bodyOf(world, operation, shapes, chance, words, strangers);
  const headers: Record<string, string> = {
    // Each from an address of its own: limits are tried elsewhere.
    'x-forwarded-for': `2001:db8:${chance.between(0, 65_535).toString(16)}:${chance.between(0, 65_535).toString(16)}::1`,
    ...(body === null
      ? {}
      : {
          'content-type':
            chance.next() < 0.97 ? 'application/json' : chance.oneOf(['text/plain', 'multipart/form-data', 'application/xml', '']),
        }),
    ...credential(world, operation, chance, body ?? '', path),
  };
  if (chance.next() < 0.15)
    headers['idempotency-key'] = chance.oneOf([randomUUID(), 'same', '', 'ключ'.replace(/./g, 'k'), 'x'.repeat(300), 'a b']);
  if (chance.next() < 0.1) headers.origin = chance.oneOf([world.shop.origin, 'https://evil.example', 'null', '']);
  if (chance.next() < 0.05) headers['accept-language'] = chance.oneOf(['en', 'ru', ';;;;', 'x'.repeat(500)]);
  return { operation, method: operation.method.toUpperCase(), path, headers, body };
}

function pathPart(world: World, { path }: Operation, name: string, chance: Chance): string {
  const kind = chance.next();
  if (name === 'bankId') return kind < 0.85 ? world.bank.config.id : chance.oneOf(garbage);
  if (kind < 0.1) return chance.oneOf(garbage);
  if (kind < 0.3) return chance.oneOf(world.foreign);
  const prefix = path.includes('/orders/') ? 'ord' : path.includes('/events/') ? 'evt' : 'whk';
  return chance.oneOf(world.own.get(prefix) ?? ['x']);
}

function query({ query: known }: Operation, shapes: Shapes, chance: Chance, words: readonly string[]): string {
  const pairs = known
    .filter(({ required }) => chance.next() < (required ? 0.95 : 0.4))
    .map(({ name, schema }): [string, string] => [
      name,
      textOf(chance.next() < 0.6 ? shapes.valid(schema, words) : mutate('', chance, words)).slice(0, 4000),
    ]);
  if (chance.next() < 0.05) pairs.push(['unknown', '1']);
  // A lone surrogate cannot be written into an address.
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function bodyOf(
  world: World,
  { method, path, body }: Operation,
  shapes: Shapes,
  chance: Chance,
  own: readonly string[],
  words: readonly string[],
): string | null {
  const kind = chance.next();
  if (kind < 0.05) return rawBody(chance);
  const known = world.rightBodies.get(`${method} ${path}`);
  if (body === null) return kind < 0.8 ? null : JSON.stringify(mutate({}, chance, words));
  let value = known !== undefined && chance.next() < 0.6 ? known : shapes.valid(body, own);
  for (let times = kind < 0.35 ? 0 : chance.between(1, 3); times > 0; times -= 1) value = mutate(value, chance, words);
  return JSON.stringify(value) ?? 'null';
}

/** Mostly the key that the call wants, else another one, a broken one or none. Never one of the other shop. */
function credential(world: World, { security }: Operation, chance: Chance, body: string, path: string): Record<string, string> {
  const kinds: Record<string, () => string> = {
    secretKey: () => world.shop.secretKey,
    publishableKey: () => world.shop.publishableKey,
    session: () => chance.oneOf(world.sessions),
    buyer: () => chance.oneOf(world.buyerTokens),
  };
  const kind = chance.next();
  if (security.includes('bankSignature')) {
    const secret = kind < 0.8 ? (world.bank.config.inSecrets[0] ?? '') : `whsec_${'A'.repeat(43)}=`;
    const at = kind < 0.9 ? new Date() : new Date(0);
    return kind > 0.95 ? {} : { ...sign(secret, randomUUID(), at, kind > 0.75 ? `${body} ${path}` : body) };
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const wanted = security.filter((name) => kinds[name]);
  if (kind < 0.8 && wanted.length > 0) return bearer(kinds[chance.oneOf(wanted)]?.() ?? '');
  if (kind < 0.9) return bearer(chance.oneOf(Object.values(kinds))());
  if (kind < 0.95) {
    const token = chance.oneOf(Object.values(kinds))();
    return chance.oneOf([
      bearer(token.slice(0, -1)),
      bearer(`${token}x`),
      bearer(''),
      { authorization: token },
      bearer('x'.repeat(5000)),
      { authorization: 'Basic YTpi' },
    ]);
  }
  return {};
}
