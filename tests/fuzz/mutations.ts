import type { Chance } from '../chaos/chance.ts';

/** Values that have broken servers before. */
const nasty: (() => unknown)[] = [
  () => null,
  () => '',
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => "'; drop table orders; --",
  () => '${jndi:ldap://x}',
  () => '../../etc/passwd',
  () => '<script>alert(1)</script>',
  () => '🧾'.repeat(500),
  () => 'ё'.repeat(70_000),
  () => '\u202e٣٤٥',
  () => -1,
  () => 0,
  () => 1.5,
  () => 1e308,
  () => Number.MAX_SAFE_INTEGER,
  () => 2 ** 63,
  () => -(2 ** 31) - 1,
  () => '12',
  () => true,
  () => [],
  () => ({}),
  () => [[[[[[[[]]]]]]]],
  () => nested(200),
  () => Array.from({ length: 2000 }, () => ({})),
  () => ({ constructor: { prototype: { admin: true } } }),
  () => JSON.parse('{"__proto__":{"admin":true}}') as unknown,
  () => ({ toString: 'x', valueOf: 1, then: 1 }),
  () => '2024-02-30',
  () => '9999-12-31T23:59:59.999Z',
  () => 'http://169.254.169.254/latest/meta-data',
  () => 'https://shop.example:99999/',
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Changes one place of a value: takes a member away, adds one, or puts something in its place. */
export function mutate(value: unknown, chance: Chance, words: readonly string[]): unknown {
  const strange = () => (chance.next() < 0.3 ? chance.oneOf(words) : chance.oneOf(nasty)());
  if (Array.isArray(value)) {
    if (value.length === 0 || chance.next() < 0.2) return [...(value as unknown[]), strange()];
    const at = chance.between(0, value.length - 1);
    return value.map((inner: unknown, index) => (index === at ? mutate(inner, chance, words) : inner));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const kind = chance.next();
    if (entries.length === 0 || kind < 0.15)
      return { ...value, [chance.oneOf(['unknown', 'id', 'status', 'shopId', '', 'constructor', 'ключ'])]: strange() };
    const at = chance.between(0, entries.length - 1);
    if (kind < 0.3) return Object.fromEntries(entries.filter((_, index) => index !== at));
    return Object.fromEntries(entries.map(([name, inner], index) => [name, index === at ? mutate(inner, chance, words) : inner]));
  }
  return strange();
}

/** Bodies that are no JSON, or no body that anybody would send. */
export function rawBody(chance: Chance): string {
  return chance.oneOf([
    '',
    '{',
    'null',
    '"text"',
    '[]',
    '0',
    '{"a":1,"a":2}',
    '\ufeff{}',
    '{"items":NaN}',
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    `{"a":"${'x'.repeat(300_000)}"}`,
    '{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
    'a=b&c=d',
    '<xml/>',
    '{"a":1e999999}',
    `{"amount":${'9'.repeat(400)}}`,
  ]);
}

export const strangeValue = (chance: Chance): unknown => chance.oneOf(nasty)();
