import { readItems } from '../cart.ts';
import type { CheckoutElement } from '../checkout-host.ts';
import { serviceOf } from '../service.ts';
import { InstallmentError } from './installment-error.ts';

/** Throws `configuration` with the cure where the attributes cannot make an order. */
export function checkConfiguration(element: CheckoutElement): void {
  const { shop, session, sessionUrl, createSession } = element;
  const items = readItems(element.items);
  const missing = !serviceOf(element)
    ? 'service-url'
    : session || sessionUrl || createSession
      ? ''
      : !shop
        ? 'shop'
        : items === undefined || items?.length === 0
          ? 'items'
          : '';
  if (missing) throw new InstallmentError('configuration', `${missing} is missing`);
  if (items === null) throw new InstallmentError('configuration', wrongItems);
}

const wrongItems = 'items is no JSON list of {name, price in kopecks, quantity}: write items={JSON.stringify(items)}';
