import type { Context } from './context.ts';

export interface PageRules {
  /** Origins of the pages that may put this one in a frame. */
  ancestors: string[];
  camera: boolean;
}

/**
 * Headers of a page of ours. Nothing but its own scripts, styles and answers; pictures also from elsewhere, because a shop's
 * logo is at the shop. No `X-Frame-Options`: it knows no list, and `frame-ancestors` says it better. COOP would cut a tab
 * from the page that opened it.
 */
export function pageHeaders(context: Context, { ancestors, camera }: PageRules): Record<string, string> {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data: blob: https:${context.config.production ? '' : ' http:'}`,
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
  ];
  return {
    'content-security-policy': directives.join('; '),
    'cross-origin-opener-policy': 'unsafe-none',
    'permissions-policy': camera ? 'camera=(self), otp-credentials=(self)' : 'camera=(), microphone=(), geolocation=()',
    'referrer-policy': 'no-referrer',
  };
}
