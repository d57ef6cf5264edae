import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { isConnect, isFrameToPage, isHello, isPageToFrame, readFrameToPage, readPageToFrame } from './frame-guards.ts';
import { maxFrameMessageLength } from './frame-message-length.ts';
import {
  connectSchema,
  frameToPageSchema,
  helloSchema,
  pageToFrameSchema,
  parseFrameToPage,
  parsePageToFrame,
  type FrameToPage,
  type PageToFrame,
} from './frame-messages.ts';
import { orderStatuses } from './status.ts';

/** The guard and the schema of each kind of message. */
const pairs = [
  { name: 'hello', guard: isHello, accepts: (value: unknown) => helloSchema.safeParse(value).success },
  { name: 'connect', guard: isConnect, accepts: (value: unknown) => connectSchema.safeParse(value).success },
  { name: 'frame → page', guard: isFrameToPage, accepts: (value: unknown) => frameToPageSchema.safeParse(value).success },
  { name: 'page → frame', guard: isPageToFrame, accepts: (value: unknown) => pageToFrameSchema.safeParse(value).success },
] as const;

function agree(value: unknown): boolean {
  let accepted = false;
  for (const { name, guard, accepts } of pairs) {
    const expected = accepts(value);
    assert.equal(guard(value), expected, `${name}: the guard says ${!expected}, the schema ${expected} of ${inspect(value)}`);
    accepted ||= expected;
  }
  return accepted;
}

const letters = fc.stringMatching(/^[0-9A-Za-z]{8,64}$/);
const orderId = letters.map((rest) => `ord_${rest}`);
const status = fc.constantFrom(...orderStatuses);
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const px = (max: number) => fc.double({ min: 0, max, noNaN: true });
const message = (type: string, payload: fc.Arbitrary<unknown>) =>
  fc.record({ version: fc.constant(1), id, type: fc.constant(type), payload });
const person = (max: number) => fc.string({ maxLength: max, unit: 'binary' });

const valid = fc.oneof(
  fc.record({
    source: fc.constant('installment'),
    type: fc.constant('hello'),
    versions: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 32 }),
  }),
  fc.record({ source: fc.constant('installment'), type: fc.constant('connect'), version: fc.constant(1) }),
  message('ready', fc.constant({})),
  message('resize', fc.record({ height: px(100_000), layout: fc.constantFrom('form', 'comparison') })),
  message(
    'status',
    fc.record({
      orderId,
      externalId: fc.option(person(128)),
      status,
      previousStatus: fc.option(status),
      sequence: fc.nat(),
      at: fc.constant('2026-03-01T09:30:00.000Z'),
    }),
  ),
  message('close', fc.record({ reason: fc.constantFrom('done', 'dismissed', 'other-payment') })),
  message(
    'restart',
    fc.record({ orderId, session: fc.tuple(orderId, fc.stringMatching(/^[\w-]{16,128}$/)).map((both) => `ses_${both.join('_')}`) }),
  ),
  message('error', fc.record({ code: fc.constantFrom('offline', 'frame_blocked', 'something_new'), message: person(1000) })),
  message(
    'init',
    fc.record(
      {
        locale: fc.constantFrom('ru', 'en'),
        theme: fc.constantFrom('light', 'dark'),
        safeAreaBottom: px(1000),
        accent: person(128),
        radius: px(64),
        term: fc.integer({ min: 1, max: 360 }),
        buyer: fc.record(
          { lastName: person(100), firstName: person(100), middleName: person(100), phone: person(32), email: person(254) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['locale', 'theme', 'safeAreaBottom'] },
    ),
  ),
  message('close-request', fc.record({ cause: fc.constantFrom('escape', 'back', 'method') })),
);

/** Values at the edges of what the fields allow, and the classics of prototype pollution. Objects are made anew: mutations write into them. */
const edges: readonly (() => unknown)[] = [
  ...[null, undefined, true, NaN, Infinity, -Infinity, Symbol('s'), 10n, 0, -0, 1, -1, 0.5, 1.5, 2 ** 53, 2 ** 53 - 1],
  ...[64, 360, 1000, 100_000, 1_000_000].flatMap((edge) => [edge - 1, edge, edge + 0.5, edge + 1]),
  ...['', '1', 'ready', 'created', '#12345g', '#123456', '#1234567', '#123456\n', 'ord_12345678', 'ord_1234567', 'ord_12345678\n'],
  ...['ses_ord_12345678_1234567890123456', 'ses_ord_12345678_123456789012345', 'constructor', '__proto__', 'toString', 'Code', 'a_b', '_a'],
  ...[32, 40, 64, 100, 128, 254, 1000].flatMap((edge) => ['x'.repeat(edge), 'x'.repeat(edge + 1), 'я'.repeat(edge)]),
  ...['😀'.repeat(50), '😀'.repeat(51), '\ud800'],
]
  .map(
    (value): (() => unknown) =>
      () =>
        value,
  )
  .concat([
    () => ({}),
    () => [],
    () => [[]],
    () => [1],
    () => [1.5],
    () => Array<unknown>(3),
    () => Array<unknown>(32).fill(1),
    () => Array<unknown>(33).fill(1),
    () => new Date(0),
    () => new Map(),
    () => new Set([1]),
    () => /x/,
    () => () => 1,
    (): unknown => Object.create(null),
    (): unknown => JSON.parse('{"__proto__":{"type":"ready"}}'),
    (): unknown => JSON.parse('{"constructor":1}'),
  ]);
const strange = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...edges).map((make) => make()) },
  { weight: 1, arbitrary: fc.anything() },
);
const keys = [
  ...[
    'version',
    'id',
    'type',
    'payload',
    'source',
    'versions',
    'height',
    'layout',
    'externalId',
    'previousStatus',
    'sequence',
    'at',
    'radius',
  ],
  ...['term', 'buyer', 'accent', 'extra', '__proto__', 'constructor', 'hasOwnProperty', 'toString', '0', ''],
];
const key = fc.constantFrom(...keys);

type Place = { holder: Record<string, unknown> | unknown[]; key: string };

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, key: name }, ...placesOf(holder[name])]);
}

/** Own property in any case, `__proto__` too, as JSON.parse makes it. */
function put(holder: object, name: string, value: unknown) {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

type Change = (place: Place) => void;
const replaceBy =
  (value: unknown): Change =>
  ({ holder, key }) =>
    put(holder, key, value);
const add =
  (name: string, value: unknown): Change =>
  ({ holder }) =>
    put(holder, name, value);
const rename =
  (name: string): Change =>
  ({ holder, key }) => {
    put(holder, name, (holder as Record<string, unknown>)[key]);
    if (name !== key) delete (holder as Record<string, unknown>)[key];
  };
const remove: Change = ({ holder, key }) => delete (holder as Record<string, unknown>)[key];

const change = fc.oneof(
  { weight: 4, arbitrary: strange.map(replaceBy) },
  { weight: 1, arbitrary: fc.tuple(key, strange).map(([name, value]) => add(name, value)) },
  { weight: 1, arbitrary: key.map(rename) },
  { weight: 1, arbitrary: fc.constant(remove) },
);

const mutated = fc.tuple(valid, fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 3 })).map(([value, changes]) => {
  const copy: unknown = structuredClone(value);
  for (const [seed, apply] of changes) {
    const places = placesOf(copy);
    const place = places[seed % Math.max(places.length, 1)];
    if (place) apply(place);
  }
  return copy;
});

/** One full message of each kind, every optional field present. */
const specimens: readonly unknown[] = [
  { source: 'installment', type: 'hello', versions: [1, 2] },
  { source: 'installment', type: 'connect', version: 1 },
  ...Object.entries({
    ready: {},
    resize: { height: 640, layout: 'form' },
    status: {
      orderId: 'ord_12345678',
      externalId: 'A-1',
      status: 'submitted',
      previousStatus: 'created',
      sequence: 2,
      at: '2026-03-01T09:30:00.000Z',
    },
    close: { reason: 'done' },
    restart: { orderId: 'ord_12345678', session: 'ses_ord_12345678_1234567890123456' },
    error: { code: 'offline', message: 'No network' },
    init: {
      locale: 'ru',
      theme: 'dark',
      accent: '#0f5c4a',
      radius: 10,
      buyer: { lastName: 'Иванова', firstName: 'Анна', middleName: 'Петровна', phone: '8 912 345-67-89', email: 'anna@example.ru' },
      term: 12,
      safeAreaBottom: 34,
    },
    'close-request': { cause: 'back' },
  }).map(([type, payload]) => ({ version: 1, id: 7, type, payload })),
];

test('guards and schemas agree on every single change of every field to every edge', () => {
  const changes = [...edges.map((make) => replaceBy(make())), ...keys.map(rename), ...keys.map((name) => add(name, 1)), remove];
  let accepted = 0;
  let refused = 0;
  for (const specimen of specimens) {
    assert.ok(agree(specimen), JSON.stringify(specimen));
    for (let index = 0; index < placesOf(specimen).length; index += 1) {
      for (const apply of changes) {
        const copy: unknown = structuredClone(specimen);
        apply(placesOf(copy)[index]!);
        if (agree(copy)) accepted += 1;
        else refused += 1;
      }
    }
  }
  // A test that only ever sees one side proves nothing.
  assert.ok(accepted > 300 && refused > 3000, `accepted ${accepted}, refused ${refused}`);
});

test('guards and schemas accept every valid message', () => {
  fc.assert(
    fc.property(valid, (value) => assert.ok(agree(value))),
    { numRuns: 2000 },
  );
});

test('guards and schemas agree on messages with one to three things wrong', () => {
  fc.assert(
    fc.property(mutated, (value) => void agree(value)),
    { numRuns: 10_000 },
  );
});

test('guards and schemas agree on anything at all', () => {
  fc.assert(
    fc.property(
      fc.oneof(strange, fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true })),
      (value) => void agree(value),
    ),
    { numRuns: 3000 },
  );
});

test('over the port both read the same text in the same way', () => {
  const text = fc.oneof(
    mutated
      .filter((value) => typeof value === 'object')
      .map((value) => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? 1 : inner))),
    valid.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
    fc.anything(),
  );
  fc.assert(
    fc.property(text, (data) => {
      assert.deepEqual(readFrameToPage(data), parseFrameToPage(data));
      assert.deepEqual(readPageToFrame(data), parsePageToFrame(data));
    }),
    { numRuns: 5000 },
  );
});

test('a text over 65,536 characters is dropped, one of exactly that length is read', () => {
  const ready: FrameToPage = { version: 1, id: 1, type: 'ready', payload: {} };
  const padded = (length: number) => JSON.stringify(ready).padEnd(length);
  for (const read of [readFrameToPage, parseFrameToPage]) {
    assert.deepEqual(read(padded(maxFrameMessageLength)), ready);
    assert.equal(read(padded(maxFrameMessageLength + 1)), undefined);
  }
});

test('a message of one direction is nothing in the other', () => {
  const closing: PageToFrame = { version: 1, id: 1, type: 'close-request', payload: { cause: 'back' } };
  const text = JSON.stringify(closing);
  assert.deepEqual(readPageToFrame(text), closing);
  assert.equal(readFrameToPage(text), undefined);
});

test('JSON that would pollute prototypes is refused and pollutes nothing', () => {
  for (const text of [
    '{"__proto__":{"polluted":1},"version":1,"id":1,"type":"ready","payload":{}}',
    '{"version":1,"id":1,"type":"ready","payload":{"__proto__":{"polluted":1}}}',
    '{"version":1,"id":1,"type":"__proto__","payload":{}}',
    '{"version":1,"id":1,"type":"constructor","payload":{}}',
    '{"constructor":{"prototype":{"polluted":1}},"version":1,"id":1,"type":"ready","payload":{}}',
  ]) {
    for (const read of [readFrameToPage, parseFrameToPage, readPageToFrame, parsePageToFrame]) assert.equal(read(text), undefined, text);
  }
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});
