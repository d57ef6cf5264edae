import type { Draft } from '@installment-button/protocol/session-view';

export type Saving = 'none' | 'changed' | 'saved' | 'failed';

export interface DraftSaverOptions {
  /** The draft as it stands now; null while there is no draft to save. */
  read: () => Draft | null;
  save: (draft: Draft, options: { leaving: boolean }) => Promise<void>;
  onChange: (saving: Saving) => void;
  /** How long typing must have stopped, in milliseconds. Default: 1000. */
  pauseMs?: number;
}

/** Saves the draft a second after typing stops, on blur, and when the page goes away. One save runs at a time; the last state wins. */
export class DraftSaver {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private savedText = '';
  private readonly options: DraftSaverOptions;

  constructor(options: DraftSaverOptions) {
    this.options = options;
  }

  /** Names the draft that the service has already. It is not sent again. */
  known(draft: Draft | null): void {
    this.savedText = draft ? JSON.stringify(draft) : '';
  }

  /** The draft has changed. */
  touch(): void {
    this.options.onChange('changed');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.options.pauseMs ?? 1000);
  }

  /** Saves now. Never throws: the page shows that a save failed, and the next save sends everything. */
  async flush({ leaving = false }: { leaving?: boolean } = {}): Promise<void> {
    clearTimeout(this.timer);
    if (this.running && !leaving) await this.running;
    const draft = this.options.read();
    if (!draft) return;
    const text = JSON.stringify(draft);
    if (text === this.savedText) {
      if (text) this.options.onChange('saved');
      return;
    }
    this.running = this.send(draft, text, leaving);
    await this.running;
    this.running = null;
  }

  private async send(draft: Draft, text: string, leaving: boolean): Promise<void> {
    try {
      await this.options.save(draft, { leaving });
      this.savedText = text;
      const now = this.options.read();
      this.options.onChange(now && JSON.stringify(now) === text ? 'saved' : 'changed');
    } catch {
      this.options.onChange('failed');
    }
  }
}
