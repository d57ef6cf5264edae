import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws its element when the media query starts or stops matching. */
export class Media implements ReactiveController {
  private readonly list: MediaQueryList;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost, query: string) {
    this.host = host;
    this.list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.list.matches;
  }

  hostConnected(): void {
    this.list.addEventListener('change', this.onChange);
  }

  hostDisconnected(): void {
    this.list.removeEventListener('change', this.onChange);
  }

  private readonly onChange = (): void => this.host.requestUpdate();
}
