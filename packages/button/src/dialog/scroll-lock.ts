const root = document.documentElement;
let dialogs = 0;
let restore = (): void => {};

/** Keeps the page behind the dialogs still, without a jump; after the last one gives back what was there before. */
export function lockScroll(): () => void {
  if (!dialogs++) restore = hold();
  return () => {
    if (!--dialogs) restore();
  };
}

function hold(): () => void {
  const { style } = root;
  const before = ['overflow', 'scrollbar-gutter'].map(
    (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  // Only where a scrollbar takes room: on a phone an empty gutter would itself be a jump.
  if (innerWidth > root.clientWidth) style.setProperty('scrollbar-gutter', 'stable', 'important');
  style.setProperty('overflow', 'hidden', 'important');
  return () => before.forEach(([name, value, priority]) => style.setProperty(name, value, priority));
}
