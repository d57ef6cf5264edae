import type { SessionOrder } from '@installment-button/protocol/session-view';
import { parseUrl } from './parse-url.ts';

export type CloseReason = 'done' | 'dismissed' | 'other-payment';

/** The address to which a tab goes back, with the order's id and never a token; null where the shop gave none. */
export function returnAddress(order: SessionOrder, reason: CloseReason): string | null {
  const { success, failure, cancel } = order.returnUrls ?? {};
  const url = reason === 'done' ? success : reason === 'dismissed' ? cancel : (failure ?? cancel);
  const address = url ? parseUrl(url) : null;
  if (!address) return null;
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return null;
  address.searchParams.set('installment', order.id);
  return address.href;
}
