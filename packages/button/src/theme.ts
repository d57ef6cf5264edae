/** The theme in which the element is really drawn: the frame cannot see its color-scheme. */
export function themeOf(element: Element, theme: string | undefined): 'light' | 'dark' {
  if (theme === 'light' || theme === 'dark') return theme;
  const scheme = getComputedStyle(element).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia('(prefers-color-scheme:dark)').matches) ? 'dark' : 'light';
}
