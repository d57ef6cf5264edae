import type { InstallmentButton } from '../installment-button.ts';

/** Whose style counts: the button's own, or the page's where it stands in none. */
export const styleOf = (element: Element): CSSStyleDeclaration =>
  getComputedStyle(element.isConnected ? element : document.documentElement);

/** The theme in which the button is really drawn: the frame cannot see its color-scheme. */
export function themeOf(element: InstallmentButton): 'light' | 'dark' {
  const { theme } = element;
  if (theme === 'light' || theme === 'dark') return theme;
  const scheme = styleOf(element).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme:dark)').matches) ? 'dark' : 'light';
}
