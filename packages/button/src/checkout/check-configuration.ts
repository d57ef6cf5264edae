import { readItems } from '../cart.ts';
import type { InstallmentButton } from '../installment-button.ts';
import { serviceOf } from '../service.ts';
import { InstallmentError } from './installment-error.ts';

/** Throws `configuration`, with the cure, where the attributes cannot be what their author meant. */
export function checkConfiguration(element: InstallmentButton): void {
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
  if (items === null) throw new InstallmentError('configuration', noItems);
}

const noItems = 'items is no JSON list of {name, price in kopecks, quantity}: write items={JSON.stringify(items)}';
