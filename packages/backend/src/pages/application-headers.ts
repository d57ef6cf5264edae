/**
 * Headers of the page inside the frame. It may load its own scripts, styles and answers only. Pictures may come from other
 * origins, because a shop's logo is on the shop's server. `X-Frame-Options` is not sent: it cannot list origins, which
 * `frame-ancestors` does. COOP would separate a tab from the page that opened it.
 * @param ancestors origins of the pages that may frame this page
 */
export function applicationHeaders(ancestors: string[], production: boolean): Record<string, string> {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob: https:${production ? '' : ' http:'}`,
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
  ];
  return {
    'content-security-policy': directives.join('; '),
    'cross-origin-opener-policy': 'unsafe-none',
    'permissions-policy': 'camera=(self), otp-credentials=(self)',
    'referrer-policy': 'no-referrer',
  };
}
