/** Keeps the page behind the dialog still, without a jump; gives back what was there before. */
export function lockScroll(): () => void {
  const root = document.documentElement;
  const { style } = root;
  const names = ['overflow', 'scrollbar-gutter'] as const;
  const before = names.map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const);
  // Only where a scrollbar takes room; an empty gutter on a phone would itself be a jump.
  if (innerWidth > root.clientWidth) style.setProperty('scrollbar-gutter', 'stable', 'important');
  style.setProperty('overflow', 'hidden', 'important');
  return () => before.forEach(([name, value, priority]) => style.setProperty(name, value, priority));
}
