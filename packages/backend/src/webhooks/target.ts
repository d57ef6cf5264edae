import { isIP } from 'node:net';
import { Problem } from '../platform/http/problems.ts';
import { isLoopback } from '../shops/origins.ts';

/**
 * What may be a webhook's target by its address alone: https, no user name in it; in development also http on this machine.
 * Where a name leads is known at the time of sending only, and checked there (`send.ts`).
 */
export function refuseTarget(address: string, production: boolean): void {
  const url = new URL(address);
  const local = isLoopback(url);
  const allowed = local ? !production : url.protocol === 'https:' && !isPrivateName(url.hostname);
  if (allowed && url.username === '' && url.password === '') return;
  throw new Problem(422, 'target_not_allowed', 'A webhook target must be https on a public address.', {
    fields: [{ path: '/url', code: 'target_not_allowed', message: 'Not https on a public address' }],
  });
}

/** Names that no public resolver knows; numeric addresses are left to the guard of `send.ts`, but those of no dots. */
function isPrivateName(hostname: string): boolean {
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return isIP(hostname) === 4 && /^(0|10|127|169\.254|192\.168)\./.test(hostname);
  return !hostname.includes('.') || /\.(local|internal|localhost|lan|home\.arpa)\.?$/.test(hostname);
}
