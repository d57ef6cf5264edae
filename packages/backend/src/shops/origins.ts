const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(url: URL): boolean {
  return loopback.has(url.hostname) || url.hostname.endsWith('.localhost');
}

/**
 * The origin as browsers send it (lower case, punycode, no default port); null: a shop may not register it. Only https is
 * accepted, and http on this machine.
 */
export function normalizeOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!bare || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return null;
  return url.origin;
}
