import type { Locale } from '../place.ts';
import type { ru } from './ru.ts';

/** The words of one language; what Russian has, every language has. */
export type Texts = typeof ru;

const loaders: Record<Locale, () => Promise<Texts>> = {
  ru: async () => (await import('./ru.ts')).ru,
  en: async () => (await import('./en.ts')).en,
};

export const loadTexts = (locale: Locale): Promise<Texts> => loaders[locale]();
