import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Every kind of id that leaves the process; the kind is the id's prefix. */
export type IdKind =
  | 'shp'
  | 'ord'
  | 'itm'
  | 'app'
  | 'off'
  | 'rfd'
  | 'evt'
  | 'whk'
  | 'usr'
  | 'key'
  | 'cmd'
  | 'msg'
  | 'rcp'
  | 'dlv'
  | 'sms'
  | 'pht'
  | 'ses'
  | 'nte'
  | 'vew'
  | 'con';

/** The only source of randomness. */
export interface Ids {
  /** A new id of that kind: prefix, underscore, 24 characters without underscores. */
  next(kind: IdKind): string;
  /** A random secret of `bytes` bytes, base64url. */
  secret(bytes: number): string;
  /** Six decimal digits, evenly distributed. */
  code(): string;
  uuid(): string;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Crockford's base 32 of the time and 75 random bits: ids sort by age, which keeps their indexes small. */
const TIME_LETTERS = 9;
const RANDOM_LETTERS = 15;
const RANDOM_BITS = 75;
const LARGEST_STEP = 2 ** 32;

let last = { at: 0, random: 0n };

/** Those of one process and one millisecond sort too: each is a random step above the one before. */
function sortable(now: number): string {
  const random =
    now === last.at ? last.random + 1n + BigInt(randomInt(LARGEST_STEP)) : BigInt(`0x${randomBytes(10).toString('hex')}`) >> 6n;
  last = { at: now, random: BigInt.asUintN(RANDOM_BITS, random) };
  return letters(BigInt(now), TIME_LETTERS) + letters(last.random, RANDOM_LETTERS);
}

function letters(value: bigint, count: number): string {
  let written = '';
  for (let rest = value; written.length < count; rest >>= 5n) written = (alphabet[Number(rest & 31n)] ?? '0') + written;
  return written;
}

export const randomIds: Ids = {
  next: (kind) => `${kind}_${sortable(Date.now())}`,
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
  code: () => String(randomInt(1_000_000)).padStart(6, '0'),
  uuid: () => randomUUID(),
};
