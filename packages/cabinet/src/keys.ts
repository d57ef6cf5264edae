/** One act of the keyboard. */
export interface KeyAct {
  /** `KeyboardEvent.code`: the same key in every layout. */
  code: string | readonly string[];
  /** What is written on the keys, for the bar and the help. */
  shown: readonly string[];
  label: string;
  /** Left out of the bar, told by the help alone. */
  quiet?: boolean;
  /** What the help and the commands call it, where the bar speaks of several keys at once. */
  own?: { shown: string; label: string };
  /** With Ctrl (or ⌘): works while typing too. */
  withControl?: boolean;
  shift?: boolean;
  run: () => void;
}

/** Sends key presses to the acts of the page; silent while somebody types. */
export class Keys {
  /** Of the page that is open. */
  page: readonly KeyAct[] = [];
  /** At the right end of the bar. */
  note = '';
  /** Of the whole cabinet. */
  shared: readonly KeyAct[] = [];
  /** False: only keys with Ctrl, arrows, Enter and Escape act. */
  singleKeys = true;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** The page tells its acts after each rendering; the bar is drawn again only where its words differ. */
  ofPage(acts: readonly KeyAct[], note: string): void {
    const words = (list: readonly KeyAct[]) => list.map(({ label, shown, quiet }) => `${shown.join('')} ${label} ${quiet}`).join('|');
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
    // A focused link or button is pressed by Enter itself.
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
