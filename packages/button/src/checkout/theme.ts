import type { CheckoutElement } from '../checkout-host.ts';

/** The style that counts: the button's own, or the page's for a button that is not in the page. */
export const styleOf = (element: Element): CSSStyleDeclaration =>
  getComputedStyle(element.isConnected ? element : document.documentElement);

/** The theme in which the button is drawn. The frame cannot see the page's color-scheme, so it must be told. */
export function themeOf(element: CheckoutElement): 'light' | 'dark' {
  const { theme } = element;
  if (theme === 'light' || theme === 'dark') return theme;
  const scheme = styleOf(element).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme:dark)').matches) ? 'dark' : 'light';
}
