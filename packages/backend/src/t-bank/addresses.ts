import type { Context } from '../context.ts';
import { allowedReturnUrl } from '../orders/return-url.ts';
import type { Row } from '../tables/schema.ts';
import { refuseTarget } from '../webhooks/target.ts';
import { wrongFields } from './refusal.ts';
import type { CreateRequest } from './wire.ts';

/** Where the buyer goes back to. An address that the shop did not give is never one of the others: WooCommerce cancels the order at `returnURL`. */
export interface ReturnAddresses {
  success?: string;
  failure?: string;
  cancel?: string;
}

/** https on a registered origin, or null where the shop gave none. */
export function returnUrlsOf(context: Context, shop: Row<'shops'>, request: CreateRequest): ReturnAddresses | null {
  const given: ReturnAddresses = {};
  for (const [name, field] of [
    ['success', 'successURL'],
    ['failure', 'failURL'],
    ['cancel', 'returnURL'],
  ] as const) {
    const address = request[field];
    if (address === undefined) continue;
    const allowed = allowedReturnUrl(context, address, shop.origins);
    if (allowed === null) throw wrongFields({ [field]: 'нужен адрес https на домене, который зарегистрировал магазин' });
    given[name] = allowed;
  }
  return Object.keys(given).length > 0 ? given : null;
}

/** https on a registered origin. Else anybody could have masked data of the shop's buyers sent anywhere. */
export function webhookTarget(context: Context, shop: Row<'shops'>, { webhookURL }: CreateRequest): string | null {
  if (webhookURL === undefined) return null;
  const refused = wrongFields({ webhookURL: 'нужен адрес https на домене, который зарегистрировал магазин' });
  if (!URL.canParse(webhookURL) || !shop.origins.includes(new URL(webhookURL).origin)) throw refused;
  try {
    refuseTarget(webhookURL, context.config.production);
  } catch {
    throw refused;
  }
  return webhookURL;
}
