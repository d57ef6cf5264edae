import { readCart } from '../cart.ts';
import type { CheckoutElement } from '../checkout-host.ts';
import { serviceOf } from '../service.ts';
import { InstallmentError } from './installment-error.ts';

/** Throws `configuration` with the cure where the attributes cannot make an order. */
export function checkConfiguration(element: CheckoutElement): void {
  const { shop, session, sessionUrl, createSession } = element;
  const cart = readCart(element);
  const missing = !serviceOf(element)
    ? 'service-url'
    : session || sessionUrl || createSession
      ? ''
      : !shop
        ? 'shop'
        : cart && !cart.items?.length
          ? 'items'
          : '';
  if (missing) throw new InstallmentError('configuration', `${missing} is missing`);
  if (!cart) throw new InstallmentError('configuration', cure);
}

const cure =
  'items must be a JSON list of {name, price in kopecks, quantity}: write items={JSON.stringify(items)}. ' +
  'discount must be less than their sum, currency an ISO 4217 code';
