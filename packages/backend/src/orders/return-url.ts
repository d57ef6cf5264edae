import { isLoopback } from '../shops/origins.ts';
import type { Context } from '../context.ts';

/**
 * The address as browsers read it; null: not allowed. It is https, or http on loopback in development, without a name or password, and
 * on one of the origins where they are given. It is stored as it is returned here: other programs read `https://shop\@evil` as evil's.
 */
export function allowedReturnUrl({ config }: Context, address: string, origins: string[] | null): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url) && !config.production);
  const allowed = encrypted && url.username === '' && url.password === '' && (origins === null || origins.includes(url.origin));
  return allowed ? url.href : null;
}
