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
    const isSold = !items?.length || (items.length <= 200 && amount > 0 && Number.isInteger(discount));
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
  const name = readText(line.name, 255);
  const price = readNumber(line.price);
  const quantity = readNumber(line.quantity);
  const unit = readText(line.unit, 255);
  const vat = readText(line.vat, 255);
  const marking = readText(line.marking, 256);
  // Marked goods are counted in whole pieces.
  const parts = marking ? 1 : 1000;
  const isSold =
    Number.isSafeInteger(price) &&
    quantity > 0 &&
    Math.round(quantity * parts) / parts === quantity &&
    unitPattern.test(unit) &&
    vatPattern.test(vat) &&
    marking.length < 256 &&
    // A name of blanks or of invisible characters is no name.
    /[\p{L}\p{N}\p{P}\p{S}]/u.test(name);
  if (!isSold) throw new TypeError();
  const optional = { unit, vendorCode: readText(line.vendorCode, 64), category: readText(line.category, 255), vat, marking };
  return { name, price, quantity, ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text)) };
}

/** The units of the contract. */
const unitPattern = /^(piece|k?g|t|[cd]?m2?|m?l|m3|hour|day|other)?$/;
/** The rates of VAT of the contract: 5/105 is 5 with its calculated twin. */
const vatPattern = /^(none|0|([57])(\/10\2)?|(10|2[02])(\/1\4)?)?$/;

/** A number not below 0, as a number or as text. */
const readNumber = (value: unknown): number => (/^\s*\d+(\.\d+)?\s*$/.test(String(value)) ? Number(value) : NaN);

/** A text of at most `max` characters. */
function readText(value: unknown, max: number): string {
  const letters = [...(typeof value === 'string' || typeof value === 'number' ? String(value) : '')];
  return (letters.length > max ? [...letters.slice(0, max - 1), '…'] : letters).join('');
}
