import { DAY, HOUR } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { growing, type AttemptLimit } from '../platform/security/attempt-limits.ts';
import { networkOf, WIDE_FACTOR } from '../platform/security/network.ts';
import type { Row } from '../tables/schema.ts';

/** Codes that may be sent. Mobile operators put many buyers behind one address. */
const sentMost = { ofPhoneADay: 10, ofNetworkAnHour: 120, ofShopAnHour: 2000, ofStrangersAnHour: 1000 };
/** Wrong codes that may be typed. The narrow limits close first, so that a stranger closes only himself. */
const wrongMost = { ofOrderADay: 10, ofPhoneInNetworkADay: 10, ofPhoneADay: 20 };

export interface CodeAsker {
  order: Pick<Row<'orders'>, 'id' | 'shopId' | 'trusted'>;
  phone: string;
  /** The network address of the request. */
  address: string;
  /** The request carries a live buyer token of this phone: strangers' attempts never shut this buyer out. */
  hasProvenPhone: boolean;
  /** Somebody proved this phone in this shop before. */
  isKnownPhone: boolean;
}

/** A phone's limits hold in all shops, so its index has a scope of its own. */
export const phoneLimitKey = (context: Context, phone: string) => context.encryption.blindIndex('codes', 'phone', phone);

/** The limits of one request for a code, or of one typed code. */
export interface CodeLimits {
  /** Counted when a code is sent. */
  sent: AttemptLimit[];
  /** Counted last: all buyers of the shop share this row, so it is locked as shortly as possible. */
  sentByShop: AttemptLimit;
  /** Counted when a wrong code was typed. */
  wrong: AttemptLimit[];
  /** These refuse the request while one of them is closed. */
  closing: AttemptLimit[];
}

export function codeLimitsOf(context: Context, { order, phone, address, hasProvenPhone, isKnownPhone }: CodeAsker): CodeLimits {
  const limit = (field: string, value: string, most: number, withinMs: number, closedMs = growing): AttemptLimit => ({
    key: context.encryption.blindIndex('code-limits', field, value),
    most,
    withinMs,
    closedMs,
  });
  const hour = () => HOUR;
  const { narrow, wide } = networkOf(address);
  const sentToPhone = limit('sent-phone', phone, sentMost.ofPhoneADay, DAY);
  const sentToNetworks = isOwnMachine(context, address)
    ? []
    : [
        limit('sent-network', narrow, sentMost.ofNetworkAnHour, HOUR, hour),
        ...(wide === null ? [] : [limit('sent-network', wide, sentMost.ofNetworkAnHour * WIDE_FACTOR, HOUR, hour)]),
      ];
  // Anybody can make untrusted orders with invented phones. They have a budget of their own, so that they cannot use up the shop's.
  const sentByShop =
    order.trusted || isKnownPhone
      ? limit('sent-shop', order.shopId, sentMost.ofShopAnHour, HOUR, hour)
      : limit('sent-strangers', order.shopId, sentMost.ofStrangersAnHour, HOUR, hour);
  const wrongOfOrder = limit('wrong-order', order.id, wrongMost.ofOrderADay, DAY);
  const wrongOfPair = limit('wrong-pair', `${phone} ${narrow}`, wrongMost.ofPhoneInNetworkADay, DAY);
  const wrongOfPhone = limit('wrong-phone', phone, wrongMost.ofPhoneADay, DAY);
  const ofOthers = hasProvenPhone ? [] : [sentToPhone, wrongOfPhone];
  return {
    sent: [sentToPhone, ...sentToNetworks],
    sentByShop,
    wrong: [wrongOfOrder, wrongOfPair, wrongOfPhone],
    closing: [...ofOthers, ...sentToNetworks, wrongOfOrder, wrongOfPair],
  };
}

/** A developer's own machine, where load tests and demonstrations come from. In production nobody is exempt. */
function isOwnMachine(context: Context, address: string): boolean {
  return !context.config.production && /^(::1|127\.|::ffff:127\.)/.test(address);
}
