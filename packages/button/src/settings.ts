import { InstallmentError } from './events.ts';
import type { InstallmentItem, InstallmentLocale, InstallmentMode, InstallmentOptions, InstallmentProduct } from './types.ts';

/** Options with their defaults, read anew each time something is done with them. */
export interface Settings extends Omit<InstallmentOptions, 'items' | 'theme'> {
  readonly items: readonly InstallmentItem[] | undefined;
  /** Minor units; undefined where nothing says it. */
  readonly amount: number | undefined;
  readonly currency: string;
  readonly product: InstallmentProduct;
  readonly mode: InstallmentMode;
  readonly locale: InstallmentLocale;
  /** Origin of the backend; empty where nobody said it. */
  readonly service: string;
}

/** Where the script itself came from; unknown when imported from npm. */
export const script = { origin: '' };

/** Throws `configuration` where the options cannot be what their author meant. */
export function settingsOf(options: InstallmentOptions, locale: InstallmentLocale): Settings {
  const items = readItems(options.items);
  return {
    ...options,
    items,
    amount: items ? items.reduce((sum, { price, quantity }) => sum + price * quantity, 0) : (options.amount ?? undefined),
    currency: options.currency || 'RUB',
    product: options.product === 'credit' ? 'credit' : 'installment',
    mode: options.mode === 'tab' || options.mode === 'page' ? options.mode : 'modal',
    locale,
    service: originOf(options.serviceUrl) || script.origin,
  };
}

function readItems(items: InstallmentOptions['items']): readonly InstallmentItem[] | undefined {
  if (!items) return undefined;
  let value: unknown = items;
  try {
    if (typeof items === 'string') value = JSON.parse(items);
  } catch {
    value = undefined;
  }
  if (isCart(value)) return value;
  throw new InstallmentError(
    'configuration',
    'items must be a JSON array of {name, price in kopecks, quantity}: write items={JSON.stringify(items)}, not items={items}',
  );
}

function isCart(value: unknown): value is InstallmentItem[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item?.price * item?.quantity));
}

function originOf(url: string | undefined): string {
  try {
    return url ? new URL(url, location.href).href.replace(/\/$/, '') : '';
  } catch {
    throw new InstallmentError('configuration', `service-url is no address: ${url}`);
  }
}
