/**
 * Headers of the page inside the frame. Nothing but its own scripts, styles and answers; pictures also from elsewhere, because
 * a shop's logo is at the shop. No `X-Frame-Options`: it knows no list, and `frame-ancestors` says it better. COOP would cut a
 * tab from the page that opened it.
 * @param ancestors origins of the pages that may put it in a frame
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
