import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws its element every second while it shows a countdown. */
export class Ticker implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly isNeeded: () => boolean;

  constructor(host: ReactiveControllerHost, isNeeded: () => boolean) {
    this.host = host;
    this.isNeeded = isNeeded;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.isNeeded()) return this.stop();
    this.timer ??= setInterval(() => this.host.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    this.stop();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
