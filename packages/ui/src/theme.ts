/** The theme of a page; `auto` follows the system. */
export type ThemeChoice = 'auto' | 'light' | 'dark';

/** Tells `page.css` which of its two sets of colours applies. */
export function applyTheme(root: HTMLElement, theme: ThemeChoice): void {
  if (theme === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
