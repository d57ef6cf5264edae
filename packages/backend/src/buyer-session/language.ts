export type Language = 'ru' | 'en';

/** The browser's first language that we have texts in; Russian where it names none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 10)) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (language === 'ru' || language === 'en') return language;
  }
  return 'ru';
}
