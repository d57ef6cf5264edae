import { normalizePhone } from '@installment-button/protocol/phone';
import { readSum } from '@installment-button/protocol/written-sum';

/** What a manager's text may mean. A text with several meanings finds the orders of all of them. */
export interface SearchTerms {
  /** The shop's own number, or the id of an order. */
  number: string;
  /** The last six signs of an id, by which an order without a number is called. */
  idTail: string | null;
  /** In minor units. */
  amount: number | null;
  phone: string | null;
  email: string | null;
  /** Surname, or surname and other names, in any order. */
  names: readonly string[] | null;
  /** Words of the goods. Alone among these, a word of the goods may be cut short: it says nothing about a person. */
  goods: readonly string[];
}

export function readSearchTerms(typed: string): SearchTerms {
  const number = typed.trim();
  const words = number.split(/\s+/);
  const isNames = words.length <= MOST_NAMES && words.every((word) => /^\p{L}[\p{L}'’-]+$/u.test(word));
  return {
    number,
    idTail: /^[0-9a-z]{6}$/i.test(number) ? number.toUpperCase() : null,
    amount: readSum(number) || null,
    phone: normalizePhone(number),
    email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(number) ? number.toLowerCase() : null,
    names: isNames ? words.map(plainName) : null,
    goods: wordsOf(number),
  };
}

/** Which personal data the text would find a buyer by; null: none. */
export function personalKind({ phone, email, names }: SearchTerms): 'phone' | 'email' | 'name' | null {
  if (phone !== null) return 'phone';
  if (email !== null) return 'email';
  return names === null ? null : 'name';
}

/** Surname, first name and patronymic; a double surname may be typed as two words. */
const MOST_NAMES = 4;

/** A name as it is compared: its letters alone, small, ё as е. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}]/gu, '');

function wordsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.some((word) => word.length > 1) ? words : [];
}
