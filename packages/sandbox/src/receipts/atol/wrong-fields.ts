import type { ZodError } from 'zod';

/** The fields of a failed check as `receipt.items[0].sum`, each once; an unknown key is named itself. */
export function wrongFields(error: ZodError): string {
  const names = error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => `${path}.${key}`) : [path];
  });
  return [...new Set(names.map((name) => name.replace(/^\./, '')))].join(', ');
}
