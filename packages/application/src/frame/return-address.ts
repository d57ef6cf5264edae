import type { SessionOrder } from '@installment-button/protocol/session-view';
import { parseUrl } from './parse-url.ts';

export type CloseReason = 'done' | 'dismissed' | 'other-payment';

type Address = 'success' | 'failure' | 'cancel';

/**
 * The address to which the buyer goes back, with the order's id and never a token; null where the shop gave none. What became of the order
 * decides, and one address never stands in for another: some shops cancel their order at the address for a buyer who gave up.
 */
export function returnAddress(order: SessionOrder): string | null {
  const url = order.returnUrls?.[addressOf(order)];
  const address = url ? parseUrl(url) : null;
  if (!address) return null;
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return null;
  address.searchParams.set('installment', order.id);
  return address.href;
}

function addressOf({ status }: SessionOrder): Address {
  switch (status) {
    case 'signed':
    case 'confirmed':
    case 'settled':
      return 'success';
    case 'rejected':
      return 'failure';
    case 'created':
    case 'submitted':
    case 'approved':
    case 'canceled':
    case 'expired':
      return 'cancel';
  }
}
