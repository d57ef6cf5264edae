import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { NoticePlan } from '../../neighbours/notices.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Anything but 200 is tried again for 24 hours. The distance is not public: here it doubles from a minute to an hour. */
export const noticePlan: NoticePlan = {
  timeoutMs: 10_000,
  retryDelayMs(status, tries) {
    if (status === 200) return undefined;
    const delays = Array.from({ length: tries }, (_, place) => Math.min(minuteMs * 2 ** place, 60 * minuteMs));
    return delays.reduce((sum, delay) => sum + delay, 0) > dayMs ? undefined : (delays.at(-1) ?? minuteMs);
  },
};

export interface NoticeSigner {
  /** `/api/jwks` */
  jwks(): { keys: unknown[] };
  /** A raw JWT: `iat` and `exp` stand in its header, not in its claims. */
  jwt(claims: object, now: Date, header?: object): string;
  /** A new key: who has cached the old set must ask again for an unknown kid. */
  rotate(): void;
}

export function noticeSigner(): NoticeSigner {
  let keys: { kid: string; privateKey: KeyObject; publicKey: KeyObject }[] = [];
  const rotate = () => {
    keys = [{ kid: randomUUID(), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }, ...keys];
  };
  rotate();
  return {
    rotate,
    jwks: () => ({ keys: keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' })) }),
    jwt(claims, now, header = {}) {
      const [key] = keys;
      if (!key) throw new Error('The signer has no key.');
      const iat = Math.floor(now.getTime() / 1000);
      const text = [{ alg: 'ES256', typ: 'JWT', kid: key.kid, iat, exp: iat + 3600, ...header }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      return `${text}.${sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
  };
}
