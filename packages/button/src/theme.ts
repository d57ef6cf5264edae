import type { InstallmentTheme } from './types.ts';

/** The theme in which the element is really drawn: the frame cannot see its color-scheme. */
export function themeOf(element: Element, theme: InstallmentTheme | undefined): 'light' | 'dark' {
  if (theme === 'light' || theme === 'dark') return theme;
  const scheme = getComputedStyle(element).colorScheme;
  const dark = scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme:dark)').matches);
  return dark ? 'dark' : 'light';
}
