import type { Stream, StreamEvent, StreamOptions } from './event-stream.ts';
import { openStreamOnDemand } from './event-stream-on-demand.ts';

/** How the page stands with the service while an order is under way. */
export interface Connection {
  /** When it broke; null while it stands or is not needed. */
  lostAt: Date | null;
  /** When the next attempt starts by itself. */
  retryAt: Date | null;
}

export const standing: Connection = { lostAt: null, retryAt: null };

export interface LiveUpdatesOptions extends Pick<StreamOptions, 'service' | 'fetch'> {
  now: () => Date;
  onEvent: (event: StreamEvent) => void;
  onChange: (connection: Connection) => void;
  /** The token has ended. */
  onRefused: () => void;
  /** Reads the whole session once. Throws where there was no answer. */
  poll: () => Promise<void>;
  /** Opens the stream; a double in tests. */
  open?: (options: StreamOptions) => Stream;
}

/** Pause between two polls: the same as in the shop's page. */
const pollMs = 5000;

/** Keeps the session current while an order is under way: by the stream, and by polling once the stream proved mute. */
export class LiveUpdates {
  private token: string | null = null;
  private stream: Stream | null = null;
  private polling: ReturnType<typeof setTimeout> | undefined;
  private connection = standing;
  private readonly options: LiveUpdatesOptions;

  constructor(options: LiveUpdatesOptions) {
    this.options = options;
  }

  /** Follows the order of this buyer token; null ends it. */
  follow(token: string | null): void {
    if (token === this.token) return;
    this.end();
    this.token = token;
    this.openStream();
  }

  /** Starts the next attempt now. The stream gets another chance where the page polled: the device may be in another network. */
  reconnect(): void {
    if (this.stream) return this.stream.reconnect();
    this.stopPolling();
    this.openStream();
  }

  end(): void {
    this.token = null;
    this.closeStream();
    this.stopPolling();
    this.set(standing);
  }

  private openStream(): void {
    const { token } = this;
    if (token === null) return;
    const { service, fetch, onEvent, onRefused, open = openStreamOnDemand } = this.options;
    this.stream = open({
      service,
      token,
      fetch,
      onEvent,
      onRefused,
      onOpen: () => this.set(standing),
      onLost: (delayMs) => this.lose(delayMs),
      onMute: () => {
        this.closeStream();
        void this.poll();
      },
    });
  }

  private closeStream(): void {
    this.stream?.close();
    this.stream = null;
  }

  private async poll(): Promise<void> {
    const { token } = this;
    try {
      await this.options.poll();
      if (this.isPolling(token)) this.set(standing);
    } catch {
      if (this.isPolling(token)) this.lose(pollMs);
    }
    if (!this.isPolling(token)) return;
    this.stopPolling();
    this.polling = setTimeout(() => void this.poll(), pollMs);
  }

  /** The order may have ended, or the stream may be back, while the answer was on its way. */
  private isPolling(token: string | null): boolean {
    return token !== null && this.token === token && this.stream === null;
  }

  private stopPolling(): void {
    clearTimeout(this.polling);
  }

  private lose(delayMs: number): void {
    const now = this.options.now();
    this.set({ lostAt: this.connection.lostAt ?? now, retryAt: new Date(now.getTime() + delayMs) });
  }

  private set(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.options.onChange(connection);
  }
}
