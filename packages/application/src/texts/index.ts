import type { Locale } from '../place.ts';
import type { ruLater } from './ru-later.ts';
import type { ru } from './ru.ts';

/** The words of one language up to the first step; what Russian has, every language has. */
export type FirstTexts = typeof ru;
/** The words of the steps behind it. */
export type LaterTexts = typeof ruLater;
export type Texts = FirstTexts & LaterTexts;

const first: Record<Locale, () => Promise<FirstTexts>> = {
  ru: async () => (await import('./ru.ts')).ru,
  en: async () => (await import('./en.ts')).en,
};

const later: Record<Locale, () => Promise<LaterTexts>> = {
  ru: async () => (await import('./ru-later.ts')).ruLater,
  en: async () => (await import('./en-later.ts')).enLater,
};

export const loadFirstTexts = (locale: Locale): Promise<FirstTexts> => first[locale]();

export async function loadTexts(locale: Locale): Promise<Texts> {
  const [one, other] = await Promise.all([first[locale](), later[locale]()]);
  return { ...one, ...other };
}
