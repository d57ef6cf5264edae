import { Problem } from '../platform/http/problems.ts';
import { isPublicAddress } from '../platform/outbound/public-address.ts';

/**
 * Refuses an address that cannot be a webhook's target: it must be https without a user name; in development http on this
 * machine is accepted too. What a host name resolves to is checked at each sending (`send.ts`).
 */
export function refuseTarget(address: string, production: boolean): void {
  if (isPublicAddress(address, production)) return;
  throw new Problem(422, 'target_not_allowed', 'The URL of a webhook endpoint must be https on a public address.', {
    fields: [{ path: '/url', code: 'target_not_allowed', message: 'Not https on a public address' }],
  });
}
