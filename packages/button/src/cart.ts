import type { InstallmentItem } from './types.ts';

/** The items however they came; null where they are none: no JSON, or `[object Object]` of a framework. */
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
