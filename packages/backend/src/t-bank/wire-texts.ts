import type * as z from 'zod/mini';

const kinds: Record<string, string> = {
  number: 'нужно число',
  int: 'нужно целое число',
  string: 'нужен текст',
  array: 'нужен список',
  object: 'нужен объект',
};

/** What is wrong with a field, in Russian. */
export function wireText(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'поле обязательно' : (kinds[issue.expected] ?? 'неверное значение');
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'invalid_value':
      return `допустимы: ${issue.values.join(', ')}`;
    default:
      return 'неверное значение';
  }
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `не длиннее ${most} символов`;
  if (origin === 'array') return `не больше ${most} позиций`;
  return `не больше ${most}`;
}

function tooSmall(origin: string, least: number, inclusive: boolean): string {
  if (origin === 'string') return 'не должно быть пустым';
  if (origin === 'array') return 'нужна хотя бы одна позиция';
  return inclusive ? `не меньше ${least}` : `больше ${least}`;
}
