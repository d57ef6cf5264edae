import ipaddr from 'ipaddr.js';

/** The networks by which a limit counts an address. */
export interface Network {
  /** An IPv4 address, or the /64 of an IPv6 address: one subscriber has all of it. */
  narrow: string;
  /** The /48 of an IPv6 address: one customer of a provider can have all of it. null: IPv4. */
  wide: string | null;
}

/** A /48 has many subscribers, so its budget is this many times the budget of one. */
export const WIDE_FACTOR = 8;

/** Every limit counts by this function, never by a whole IPv6 address: one subscriber has 2^64 of them. */
export function networkOf(address: string): Network {
  if (!ipaddr.isValid(address)) return { narrow: address, wide: null };
  // An IPv4 address inside an IPv6 one (::ffff:192.0.2.1) is the IPv4 address.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return { narrow: parsed.toString(), wide: null };
  const groups = parsed.parts.map((part) => part.toString(16));
  return { narrow: `${groups.slice(0, 4).join(':')}::/64`, wide: `${groups.slice(0, 3).join(':')}::/48` };
}

/** True: the text can stand in TRUSTED_PROXIES: an address, a network in CIDR notation, or a name that Fastify knows. */
export function isProxyAddress(text: string): boolean {
  return ['loopback', 'linklocal', 'uniquelocal'].includes(text) || ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}
