import type { SessionOrder } from '@installment-button/protocol/session-view';

export type CloseReason = 'done' | 'dismissed' | 'other-payment';

/** The address to which a tab goes back, with the order's id and never a token; null where the shop gave none. */
export function returnAddress(order: SessionOrder, reason: CloseReason): string | null {
  const { success, failure, cancel } = order.returnUrls ?? {};
  const url = reason === 'done' ? success : reason === 'dismissed' ? cancel : (failure ?? cancel);
  if (!url || !URL.canParse(url)) return null;
  const address = new URL(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return null;
  address.searchParams.set('installment', order.id);
  return address.href;
}
