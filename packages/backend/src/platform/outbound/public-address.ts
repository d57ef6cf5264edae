import { isIP } from 'node:net';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(url: URL): boolean {
  return loopback.has(url.hostname) || url.hostname.endsWith('.localhost');
}

/**
 * Whether calls may go to an address that somebody of a shop entered: https without a user name; in development http on this machine too.
 * What a host name resolves to is checked at each call.
 */
export function isPublicAddress(address: string, production: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const allowed = isLoopback(url)
    ? !production && /^https?:$/.test(url.protocol)
    : url.protocol === 'https:' && !isPrivateName(url.hostname);
  return allowed && url.username === '' && url.password === '';
}

/** Names that no public resolver knows, and private IPv4 addresses. */
function isPrivateName(hostname: string): boolean {
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return isIP(hostname) === 4 && /^(0|10|127|169\.254|192\.168)\./.test(hostname);
  return !hostname.includes('.') || /\.(local|internal|localhost|lan|home\.arpa)\.?$/.test(hostname);
}
