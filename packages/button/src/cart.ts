import type { InstallmentItem } from './types.ts';

/** Reads `items`, an array or JSON text. Undefined where it is not set; null where it is no cart, like the text `[object Object]`. */
export function readItems(items: unknown): InstallmentItem[] | null | undefined {
  if (!items) return undefined;
  try {
    const list: unknown = typeof items === 'string' ? JSON.parse(items) : items;
    return isCart(list) ? list : null;
  } catch {
    return null;
  }
}

const isCart = (list: unknown): list is InstallmentItem[] =>
  Array.isArray(list) &&
  list.every((item: Partial<InstallmentItem> | null) => Number.isSafeInteger(Number(item?.price) * Number(item?.quantity)));
