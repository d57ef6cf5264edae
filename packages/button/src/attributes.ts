/** Frameworks that render before the script arrives write `preview="false"`: here it means what it says. */
export const booleanAttribute = {
  fromAttribute: (value: string | null): boolean => value !== null && value !== 'false',
  toAttribute: (value: unknown): string | null => (value ? '' : null),
};

/** One of a few words; anything else is the first of them. */
export const oneOf = (first: string, ...others: string[]) => ({
  fromAttribute: (value: string | null): string => (others.includes(value ?? '') ? String(value) : first),
});
