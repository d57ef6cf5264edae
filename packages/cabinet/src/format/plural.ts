const ru = new Intl.PluralRules('ru');

/** The word for this number: 1 «заявка», 2 «заявки», 5 «заявок». */
export function pluralRu(count: number, one: string, few: string, many: string): string {
  const rule = ru.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

export const pluralEn = (count: number, one: string, many: string): string => (count === 1 ? one : many);
