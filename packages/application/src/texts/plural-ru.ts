const rules = new Intl.PluralRules('ru');

/** «1 банк», «2 банка», «5 банков»: only the word. */
export function plural(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
