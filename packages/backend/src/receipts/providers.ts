import type { Provider } from '../connections/provider.ts';
import type { Context } from '../context.ts';
import { atolIssuer, atolProvider } from './issuers/atol.ts';
import { kassirIssuer, kassirProvider } from './issuers/cloudkassir.ts';
import type { ReceiptIssuer } from './issuers/issuer.ts';
import { orangeIssuer, orangeProvider } from './issuers/orangedata.ts';
import { ownEndpointIssuer, ownEndpointProvider } from './issuers/own-endpoint.ts';

interface Known {
  issuer: ReceiptIssuer;
  provider: Provider<Context>;
  /** The document names the seller; an own register may know it. */
  needsSeller: boolean;
}

const known: readonly Known[] = [
  { provider: atolProvider('v5'), issuer: atolIssuer('v5'), needsSeller: true },
  { provider: atolProvider('v4'), issuer: atolIssuer('v4'), needsSeller: true },
  { provider: kassirProvider, issuer: kassirIssuer, needsSeller: true },
  { provider: orangeProvider, issuer: orangeIssuer, needsSeller: true },
  { provider: ownEndpointProvider, issuer: ownEndpointIssuer, needsSeller: false },
];

/** Who issues receipts, by the provider's name. */
export const issuers: ReadonlyMap<string, Known> = new Map(known.map((each) => [each.provider.name, each]));
