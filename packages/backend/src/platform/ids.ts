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
  | 'vew';

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

/** Crockford's base 32 of the time and 75 random bits: ids of one table sort by age, which keeps their indexes small. */
function sortable(now: number): string {
  let time = '';
  let rest = now;
  for (let index = 0; index < 9; index += 1) {
    time = (alphabet[rest % 32] ?? '0') + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (const byte of randomBytes(15)) random += alphabet[byte % 32] ?? '0';
  return time + random;
}

export const randomIds: Ids = {
  next: (kind) => `${kind}_${sortable(Date.now())}`,
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
  code: () => String(randomInt(1_000_000)).padStart(6, '0'),
  uuid: () => randomUUID(),
};
