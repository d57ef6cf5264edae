import { tidyRoubles } from '../format/roubles.ts';
import type { FieldName } from './values.ts';

/** The field as the buyer would have written it with more time. Applied when the buyer leaves the field. */
export function tidied(name: FieldName, value: string): string {
  switch (name) {
    case 'lastName':
    case 'firstName':
    case 'middleName':
      return capitalizeName(value);
    case 'monthlyIncome':
      return tidyRoubles(value);
    default:
      return value;
  }
}

/** Parts of a name that stay small. */
const particles = new Set(['оглы', 'оглу', 'кызы', 'гызы', 'уулу', 'де', 'да', 'ди', 'дер', 'ван', 'фон', 'ибн', 'бен', 'эль', 'аль']);

/** `иванова-петрова` and `ИВАНОВА-ПЕТРОВА` become `Иванова-Петрова`. A name with capitals inside stays as it is: `МакГрегор`. */
export function capitalizeName(name: string): string {
  const isShouted = name.length > 2 && name === name.toUpperCase();
  return name.replace(/\p{L}+/gu, (word) => {
    const small = isShouted ? word.toLowerCase() : word;
    if (small !== small.toLowerCase() || particles.has(small)) return small;
    return small.charAt(0).toUpperCase() + small.slice(1);
  });
}
