import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import type { Cabinet } from './cabinet.ts';

export interface Toast {
  id: string;
  heading: string;
  text: string;
  orderId: string | null;
}

const SHOWN_MS = 6000;
const MOST = 2;
const FRESH_MS = 60_000;

/** What happens elsewhere while one works: at most two lines, which wait while they are looked at. */
export class Toasts {
  shown: Toast[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly statuses = new Map<string, OrderRow['status']>();
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

  /** Stops the clock while a pointer or the focus is on it. */
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

  /** A contract was signed: the shop's turn. Silent of what the page shows at this moment already. */
  tellOf(row: OrderRow, cabinet: Cabinet): void {
    const before = this.statuses.get(row.id) ?? cabinet.orders.row(row.id)?.status;
    this.statuses.set(row.id, row.status);
    if (row.status !== 'signed' || before === 'signed') return;
    // Where the list was not read, what it was before is not known; a signature of long ago is told again for another reason.
    if (before === undefined && row.confirmation !== null) return;
    if (before === undefined && cabinet.now().getTime() - new Date(row.changedAt).getTime() > FRESH_MS) return;
    if (cabinet.place.page === 'order' && cabinet.place.id === row.id) return;
    const { texts, formats } = cabinet;
    const heading = texts.toasts.signed;
    const text = [texts.toasts.order(row.number), row.bank?.name, formats.sum(row.amount, row.currency)].filter(Boolean).join(', ');
    this.say({ id: row.id, heading, text, orderId: row.id });
    if (cabinet.settings.sound) void chime();
    if (cabinet.settings.browserNotices && document.visibilityState === 'hidden' && Notification.permission === 'granted') {
      const notice = new Notification(heading, { body: text, tag: row.id });
      notice.onclick = () => {
        focus();
        cabinet.go({ page: 'order', id: row.id });
      };
    }
  }
}

/** Two quiet notes. */
async function chime(): Promise<void> {
  const audio = new AudioContext();
  const volume = new GainNode(audio, { gain: 0.06 });
  volume.connect(audio.destination);
  [660, 880].forEach((frequency, index) => {
    const note = new OscillatorNode(audio, { frequency });
    note.connect(volume);
    note.start(audio.currentTime + index * 0.14);
    note.stop(audio.currentTime + index * 0.14 + 0.12);
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await audio.close();
}
