import { isLoopback } from '../platform/outbound/public-address.ts';

export { isLoopback };

/**
 * The origin as browsers send it (lower case, punycode, no default port); null: a shop may not register it. Only https is
 * accepted, and http on this machine.
 */
export function normalizeOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return bare && allowed && isHostName(url.hostname) ? url.origin : null;
}

/** The WHATWG parser accepts `*`, `;`, `,` and `'` in a host name. In a Content-Security-Policy they would be wildcards and separators. */
function isHostName(hostname: string): boolean {
  return (
    hostname === '[::1]' ||
    (hostname.length <= 253 && hostname.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)))
  );
}
