/** One act and its key. */
export interface Shortcut {
  /** `KeyboardEvent.code`: the same key in every layout. */
  code: string | readonly string[];
  /** The labels of the keys, for the bar and the help. */
  shown: readonly string[];
  label: string;
  /** Shown by the help only, not in the bar. */
  quiet?: boolean;
  /** Key and label for the help and the command palette, where the bar shows several keys as one. */
  own?: { shown: string; label: string };
  /** With Ctrl (or ⌘). Works while the person types. */
  withControl?: boolean;
  shift?: boolean;
  run: () => void;
}

/** Runs the act of the pressed key. While the person types, only keys with Ctrl act. */
export class Shortcuts {
  /** The shortcuts of the open page. */
  page: readonly Shortcut[] = [];
  /** The words at the right end of the bar. */
  note = '';
  /** The shortcuts of the whole cabinet. */
  shared: readonly Shortcut[] = [];
  /** Off: only keys with Ctrl, the arrows, Enter and Escape act (WCAG 2.1.4). */
  singleKeys = true;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Called by the page after each rendering. The bar is drawn again only when its words differ. */
  ofPage(acts: readonly Shortcut[], note: string): void {
    const words = (list: readonly Shortcut[]) => list.map(({ label, shown, quiet }) => `${shown.join('')} ${label} ${quiet}`).join('|');
    const differ = note !== this.note || words(acts) !== words(this.page);
    this.page = acts;
    this.note = note;
    if (differ) queueMicrotask(this.changed);
  }

  listen(target: EventTarget): () => void {
    const hear = (event: Event) => {
      if (event instanceof KeyboardEvent) this.press(event);
    };
    target.addEventListener('keydown', hear);
    return () => target.removeEventListener('keydown', hear);
  }

  private press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.isComposing || insideDialog(event)) return;
    const control = event.ctrlKey || event.metaKey;
    if (!control && isTyping(event)) return;
    const act = [...this.page, ...this.shared].find(
      ({ code, withControl = false, shift }) =>
        (Array.isArray(code) ? code.includes(event.code) : code === event.code) &&
        withControl === control &&
        (shift === undefined || shift === event.shiftKey),
    );
    if (!act || (!control && !this.singleKeys && /^(Key|Digit|Slash)/.test(event.code))) return;
    // The browser itself presses a focused link or button on Enter.
    if (event.code === 'Enter' && isControl(event)) return;
    event.preventDefault();
    act.run();
  }
}

const elementOf = (event: Event): Element | null => {
  const [target] = event.composedPath();
  return target instanceof Element ? target : null;
};

function isTyping(event: KeyboardEvent): boolean {
  const element = elementOf(event);
  if (!element) return false;
  if (element instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button', 'submit'].includes(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

const isControl = (event: KeyboardEvent): boolean => {
  const element = elementOf(event);
  return element instanceof HTMLButtonElement || element instanceof HTMLAnchorElement;
};

const insideDialog = (event: KeyboardEvent): boolean => event.composedPath().some((node) => node instanceof HTMLDialogElement);
