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
  if (!Array.isArray(list)) throw new Error();
  return list as readonly RawItem[];
}

/** A line as the page wrote it. */
type RawItem = Partial<Record<keyof InstallmentItem, unknown>>;

/** The texts of a line: how many characters are kept, and what the text must look like. */
const texts: Readonly<Record<string, readonly [max: number, shape: RegExp]>> = {
  // A name of blanks or of invisible characters is no name.
  name: [255, /[\p{L}\p{N}\p{P}\p{S}]/u],
  vendorCode: [64, /^/],
  category: [255, /^/],
  unit: [255, /^(piece|k?g|t|[cd]?m2?|m?l|m3|hour|day|other)?$/],
  // 5/105 is the calculated twin of 5.
  vat: [255, /^(none|0|([57])(\/10\2)?|(10|2[02])(\/1\4)?)?$/],
  // A code that was cut is no code.
  marking: [256, /^[^]{0,255}$/],
};

/** Fields that the API does not know are dropped, and so is what is empty. Throws where the line cannot be sold. */
function readItem(line: RawItem): InstallmentItem {
  const item = { price: readNumber(line.price), quantity: readNumber(line.quantity) } as InstallmentItem;
  let isSold = Number.isSafeInteger(item.price) && item.quantity > 0;
  for (const [field, [max, shape]] of Object.entries(texts)) {
    const text = readText(line[field as keyof RawItem], max);
    isSold &&= shape.test(text);
    if (text) Object.assign(item, { [field]: text });
  }
  // Marked goods are counted in whole pieces.
  const parts = item.marking ? 1 : 1000;
  if (isSold && Math.round(item.quantity * parts) / parts === item.quantity) return item;
  throw new Error();
}

/** A number not below 0, as a number or as text. */
const readNumber = (value: unknown): number => (/^\s*\d+(\.\d+)?\s*$/.test(String(value)) ? Number(value) : NaN);

/** A text of at most `max` characters. */
function readText(value: unknown, max: number): string {
  const letters = [...(/string|number/.test(typeof value) ? String(value) : '')];
  return (letters.length > max ? [...letters.slice(0, max - 1), '…'] : letters).join('');
}
