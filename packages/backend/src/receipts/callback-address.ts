import type { Context } from '../context.ts';

/**
 * Where a provider says that a document is done. It is unsigned and only wakes us: the report is read again. Null in development, whose
 * address no provider can reach.
 */
export function callbackAddress({ config }: Context, id: string): string | null {
  if (!config.publicUrl.startsWith('https:')) return null;
  const address = `${config.publicUrl}/hooks/receipts/${encodeURIComponent(id)}`;
  return address.length <= 256 ? address : null;
}
