/** Ids carry their kind. What makes them random is the backend's; here is only how they look. */
import * as z from 'zod/mini';

/** The prefix of each kind of id. */
export const idPrefixes = {
  shop: 'shp_',
  order: 'ord_',
  item: 'itm_',
  application: 'app_',
  offer: 'off_',
  refund: 'rfd_',
  event: 'evt_',
  webhookEndpoint: 'whk_',
  user: 'usr_',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** What follows the prefix: 8 to 64 letters and digits. */
const kind = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}[0-9A-Za-z]{8,64}$`)));

export const shopIdSchema = kind(idPrefixes.shop);
export const orderIdSchema = kind(idPrefixes.order);
export const itemIdSchema = kind(idPrefixes.item);
export const applicationIdSchema = kind(idPrefixes.application);
export const offerIdSchema = kind(idPrefixes.offer);
export const refundIdSchema = kind(idPrefixes.refund);
export const eventIdSchema = kind(idPrefixes.event);
export const webhookEndpointIdSchema = kind(idPrefixes.webhookEndpoint);
export const userIdSchema = kind(idPrefixes.user);

/** A bank's id, chosen by the operator in BANKS_FILE: small letters, digits, hyphens. */
export const bankIdSchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** An id of somebody else's system: an offer, a slot, an event of a bank. */
export const foreignIdSchema = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));

/** `pk_live_…` or `pk_test_…`: may stand in a page. */
export const publishableKeySchema = z.string().check(z.regex(/^pk_(live|test)_[0-9A-Za-z]{16,64}$/));

/** `sk_live_…` or `sk_test_…`: for servers only. */
export const secretKeySchema = z.string().check(z.regex(/^sk_(live|test)_[0-9A-Za-z]{16,64}$/));

/** `ses_{order id}_{mac}`, the mac in base64url or hexadecimal. */
export const sessionTokenSchema = z.string().check(z.regex(/^ses_ord_[0-9A-Za-z]{8,64}_[\w-]{16,128}$/));

/** `buy_…`: known to the frame alone. */
export const buyerTokenSchema = z.string().check(z.regex(/^buy_[\w-]{16,128}$/));
