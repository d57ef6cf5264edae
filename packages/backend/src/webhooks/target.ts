import { isIP } from 'node:net';
import { Problem } from '../platform/http/problems.ts';
import { isLoopback } from '../shops/origins.ts';

/**
 * Refuses an address that cannot be a webhook's target: it must be https without a user name; in development http on this
 * machine is accepted too. What a host name resolves to is checked at each sending (`send.ts`).
 */
export function refuseTarget(address: string, production: boolean): void {
  const url = new URL(address);
  const local = isLoopback(url);
  const allowed = local ? !production : url.protocol === 'https:' && !isPrivateName(url.hostname);
  if (allowed && url.username === '' && url.password === '') return;
  throw new Problem(422, 'target_not_allowed', 'The URL of a webhook endpoint must be https on a public address.', {
    fields: [{ path: '/url', code: 'target_not_allowed', message: 'Not https on a public address' }],
  });
}

/** Names that no public resolver knows, and private IPv4 addresses. `send.ts` checks all other addresses. */
function isPrivateName(hostname: string): boolean {
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return isIP(hostname) === 4 && /^(0|10|127|169\.254|192\.168)\./.test(hostname);
  return !hostname.includes('.') || /\.(local|internal|localhost|lan|home\.arpa)\.?$/.test(hostname);
}
