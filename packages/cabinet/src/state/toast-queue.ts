export interface Toast {
  id: string;
  heading: string;
  text: string;
  orderId: string | null;
}

const SHOWN_MS = 6000;
const MOST = 2;

/** Messages about what happens elsewhere: at most two, each shown for 6 s. The clock stops while somebody looks at one. */
export class ToastQueue {
  shown: Toast[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  say(toast: Toast): void {
    this.shown = [...this.shown.filter(({ id }) => id !== toast.id), toast].slice(-MOST);
    this.resume(toast.id);
    this.changed();
  }

  dismiss(id: string): void {
    this.hold(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
    this.changed();
  }

  /** Stops the clock while a pointer or the focus is on the toast. */
  hold(id: string): void {
    clearTimeout(this.timers.get(id));
  }

  resume(id: string): void {
    this.hold(id);
    this.timers.set(
      id,
      setTimeout(() => this.dismiss(id), SHOWN_MS),
    );
  }
}
