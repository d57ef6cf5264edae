import { readItems, sumOf } from '../cart.ts';
import type { InstallmentButton } from '../installment-button.ts';
import { serviceOf } from '../service.ts';
import { InstallmentError } from './installment-error.ts';

/** What one click goes by: read once, so that a page which changes meanwhile changes nothing. */
export type Settings = ReturnType<typeof settingsOf>;

/** Throws `configuration` where the attributes cannot be what their author meant. */
export function settingsOf(element: InstallmentButton) {
  const { shop, session, sessionUrl, createSession, externalId, amount, term, currency, product, mode } = element;
  const items = readItems(element.items);
  const service = serviceOf(element);
  const missing = !service
    ? 'service-url'
    : session || sessionUrl || createSession
      ? ''
      : !shop
        ? 'shop'
        : items?.length === 0
          ? 'items'
          : '';
  if (items === null || missing) {
    throw new InstallmentError(
      'configuration',
      missing
        ? `${missing} is missing`
        : 'items is no JSON list of {name, price in kopecks, quantity}: write items={JSON.stringify(items)}',
    );
  }
  return {
    shop,
    session,
    sessionUrl,
    createSession,
    // Left out of JSON, where null would be refused.
    externalId: externalId ?? undefined,
    term: term ?? undefined,
    items,
    amount: items ? sumOf(items) : (amount ?? undefined),
    currency,
    product,
    mode,
    service,
  };
}
