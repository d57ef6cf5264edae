import { amountOf } from '@installment-button/protocol/lines';
import type { InstallmentItem } from './types.ts';

/** The properties that say what is bought. They hold whatever the page wrote. */
export interface CartProperties {
  readonly items: unknown;
  readonly amount: number | null | undefined;
  readonly discount: unknown;
  readonly currency: string;
}

/** What is bought, as the API takes it. */
export interface Cart {
  readonly items: readonly InstallmentItem[] | undefined;
  readonly discount: number;
  /** What the buyer pays, minor units. 0 where it is unknown. */
  readonly amount: number;
  readonly currency: string;
}

/** Reads the cart in all notations that shops use: prices as text, numbers as strings. Null where it cannot be sold as it is. */
export function readCart(properties: CartProperties): Cart | null {
  try {
    const items = parseItems(properties.items)?.map(readItem);
    const discount = readNumber(properties.discount || 0);
    const amount = items ? amountOf(items, discount) : properties.amount || 0;
    const currency = properties.currency.toUpperCase().replace(/^RUR$/, 'RUB');
    const isSold = !items?.length || (amount > 0 && Number.isInteger(discount));
    return isSold && /^[A-Z]{3}$/.test(currency) ? { items, discount, amount, currency } : null;
  } catch {
    return null;
  }
}

function parseItems(items: unknown): readonly RawItem[] | undefined {
  // Editors of web pages write no-break spaces, which JSON does not know.
  const list: unknown = typeof items === 'string' && items ? JSON.parse(items.replaceAll('\u00a0', ' ')) : items;
  if (!list) return undefined;
  if (!Array.isArray(list)) throw new TypeError();
  return list as readonly RawItem[];
}

/** A line as the page wrote it. */
type RawItem = Partial<Record<keyof InstallmentItem, unknown>>;

/** Fields that the API does not know are dropped. Throws where the line cannot be sold. */
function readItem(line: RawItem): InstallmentItem {
  const { unit, vat } = line;
  const name = readText(line.name, 255);
  const price = readNumber(line.price);
  const quantity = readNumber(line.quantity);
  const isSold =
    Number.isSafeInteger(price) &&
    quantity > 0 &&
    Math.round(quantity * 1000) / 1000 === quantity &&
    // A name of blanks or of invisible characters is no name.
    /[\p{L}\p{N}\p{P}\p{S}]/u.test(name);
  if (!isSold) throw new TypeError();
  const vendorCode = readText(line.vendorCode, 64) || undefined;
  const category = readText(line.category, 255) || undefined;
  return { name, price, quantity, unit, vendorCode, category, vat } as InstallmentItem;
}

/** A number not below 0, as a number or as text. */
const readNumber = (value: unknown): number => (/^\s*\d+(\.\d+)?\s*$/.test(String(value)) ? Number(value) : NaN);

/** A text of at most `max` characters. */
function readText(value: unknown, max: number): string {
  const letters = [...(typeof value === 'string' || typeof value === 'number' ? String(value) : '')];
  return (letters.length > max ? [...letters.slice(0, max - 1), '…'] : letters).join('');
}
