import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Shop and service stand on two sites, as they do everywhere: then the browser gives the frame a process of its own. Two ports of one host
 * would be one site.
 */
export const shopAt = (port: number) => `http://shop.localhost:${port}`;
export const serviceAt = (port: number) => `http://credit.localhost:${port}`;

/** For a child's `NODE_OPTIONS`: it finds both sites, too. */
export const findsSites = `--import=${import.meta.url}`;

// Browsers take every name below `localhost` for this machine (RFC 6761, section 6.3). Most resolvers that Node asks do not.
const { lookup } = dns;
dns.lookup = Object.assign(
  (name: string, ...rest: unknown[]) => Reflect.apply(lookup, dns, [name.endsWith('.localhost') ? 'localhost' : name, ...rest]) as void,
  { __promisify__: lookup.__promisify__ },
);
syncBuiltinESMExports();
