/** RFC 9457 `application/problem+json`: the shape of every error answer. */
import * as z from 'zod/mini';
import { named } from './values.ts';

export const fieldErrorSchema = named(
  z.object({
    /** JSON Pointer into the body (or the query): `/items/0/price`. */
    path: z.string(),
    /** Stable machine code. */
    code: z.string(),
    message: z.string(),
  }),
  'FieldError',
  'One wrong field.',
);
export type FieldError = z.infer<typeof fieldErrorSchema>;

export const problemSchema = named(
  z.looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.optional(z.string()),
    /** One of `problemCodes`. */
    code: z.string(),
    errors: z.optional(z.array(fieldErrorSchema)),
    /** With `code_wrong`. */
    attemptsLeft: z.optional(z.int()),
    /** With `proof_required`: a challenge of ALTCHA, to be solved as it is. */
    challenge: z.optional(z.unknown()),
  }),
  'Problem',
  'RFC 9457: every error answer.',
);
export type Problem = z.infer<typeof problemSchema>;

/**
 * Zod's issues as the fields of a problem: unknown fields by name, codes that do not depend on zod. Repeats no value.
 * @param body what was parsed, to tell a missing field (`required`) from one of a wrong type
 */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], body?: unknown): FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, [], body));
}

function errorsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[], body: unknown): FieldError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pointer([...path, key]), code: 'unknown_field', message: 'Unknown field' }));
  }
  if (path.length > 0 && body !== undefined && valueAt(body, path) === undefined) {
    return [{ path: pointer(path), code: 'required', message: 'Required' }];
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestOption(issue.errors);
    if (nearest) return nearest.flatMap((inner) => errorsOf(inner, path, body));
  }
  return [{ path: pointer(path), code: codeOf(issue), message: issue.message }];
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<PropertyKey, unknown>)[step];
  }, body);
}

/** `['items', 0, 'price']` → `/items/0/price`, as RFC 6901 writes it. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Of a union's options the one that failed in the fewest places, so that the answer names fields and not "a union". */
function nearestOption(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return [...options].sort((one, other) => one.length - other.length)[0];
}

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
      return issue.code;
    case 'not_multiple_of':
      return 'too_precise';
    case 'custom':
      return typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid_value';
    default:
      return 'invalid_value';
  }
}
