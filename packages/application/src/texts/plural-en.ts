const rules = new Intl.PluralRules('en');

/** `1 month`, `12 months`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${rules.select(count) === 'one' ? one : many}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `five`; figures above ten. */
export const inWords = (count: number) => words[count] ?? String(count);
