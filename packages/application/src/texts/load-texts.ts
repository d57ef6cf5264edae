import type { Locale } from '../format/locale.ts';
import type { FirstTexts, LaterTexts, Texts } from './texts.ts';

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
  const [firstTexts, laterTexts] = await Promise.all([first[locale](), later[locale]()]);
  return { ...firstTexts, ...laterTexts };
}
