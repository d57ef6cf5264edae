import type { Chance } from '../../chaos/chance.ts';
import { strangeValue } from '../mutations.ts';
import type { RightRequest } from './right-request.ts';

/** Numbers, dates and cursors out of every range, as query strings carry them. */
const strangeQueries = [
  ...['', ' ', '-1', '0', '1.5', '1e309', 'NaN', '0x10', '١٢', '2147483648', '9007199254740993', '9223372036854775808', '9'.repeat(400)],
  ...[
    '2024-02-30',
    '0000-01-01',
    '-000001-01-01',
    '9999-12-31',
    '10000-01-01',
    '275760-09-13',
    '+275760-09-14',
    '2026-13-01',
    '1970-01-01T00:00:00Z',
  ],
  ...[
    'ord_',
    `ord_${'A'.repeat(190)}`,
    'evt_AAAAAAAA',
    '../x',
    "' or 1=1 --",
    '\u0000',
    '\u202e',
    'live,test',
    '[]',
    '{}',
    'x'.repeat(3000),
  ],
];
const strangeIds = ['x', '%00', '%', '..%2f..', `ord_${'A'.repeat(60)}`, 'ord_', "'%20or%201=1", '__proto__', 'x'.repeat(3000)];

type Change = (request: RightRequest) => RightRequest;

/** Requests that differ from the right one in one place: a field of the body, of the query, an id of the address, or the credential. */
export function changeOneField(
  right: RightRequest,
  chance: Chance,
  foreign: readonly string[],
  strangers: RightRequest['headers'][],
): RightRequest {
  const changes: Change[] = [];
  for (const name of Object.keys(right.query ?? {})) {
    changes.push((request) => ({ ...request, query: { ...request.query, [name]: chance.oneOf(strangeQueries) } }));
  }
  const ids = right.path.split('/').filter((part) => /^[a-z]{3}_/.test(part));
  for (const id of ids) {
    const other = () => (chance.next() < 0.5 ? chance.oneOf(foreign) : chance.oneOf(strangeIds));
    changes.push((request) => ({ ...request, path: request.path.replace(id, other()) }));
  }
  if (right.body !== undefined) {
    for (const place of placesOf(right.body)) {
      const value = () => (chance.next() < 0.2 ? chance.oneOf(foreign) : strangeValue(chance));
      changes.push((request) => ({ ...request, body: put(request.body, place, chance.next() < 0.15 ? undefined : value()) }));
    }
    changes.push((request) => ({ ...request, body: { ...(request.body as object), unknown: strangeValue(chance) } }));
  }
  // Seldom: the credential is one of many fields.
  if (changes.length === 0 || chance.next() < 0.1) changes.push((request) => ({ ...request, headers: chance.oneOf([...strangers, {}]) }));
  return chance.oneOf(changes)(right);
}

type Place = (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (Array.isArray(value))
    return [at, ...value.flatMap((inner, index) => placesOf(inner, [...at, index]))].filter(({ length }) => length > 0);
  if (typeof value === 'object' && value !== null)
    return [at, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...at, name]))].filter(({ length }) => length > 0);
  return at.length > 0 ? [at] : [];
}

/** A copy with another value at this place; `undefined` takes the place away. */
function put(value: unknown, [step, ...rest]: Place, inner: unknown): unknown {
  if (step === undefined) return inner;
  if (Array.isArray(value)) return value.map((each: unknown, index) => (index === step ? put(each, rest, inner) : each));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, each]: [string, unknown]) => [name, name === step ? put(each, rest, inner) : each]),
  );
}
