const root = document.documentElement;
let dialogs = 0;
let restore = (): void => {};

/** Keeps the page behind the dialogs from scrolling, without a jump. The last dialog to go restores the page's own styles. */
export function lockScroll(): () => void {
  if (!dialogs++) restore = stopScrolling();
  return () => {
    if (!--dialogs) restore();
  };
}

function stopScrolling(): () => void {
  const { style } = root;
  const before = ['overflow', 'scrollbar-gutter'].map(
    (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  // Only where a scrollbar takes room: on a phone the empty gutter would be a jump itself.
  if (innerWidth > root.clientWidth) style.setProperty('scrollbar-gutter', 'stable', 'important');
  style.setProperty('overflow', 'hidden', 'important');
  return () => before.forEach(([name, value, priority]) => style.setProperty(name, value, priority));
}
