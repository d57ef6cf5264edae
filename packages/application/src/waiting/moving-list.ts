import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Animates the rows of a list to their new places. Keeps their order while a finger is down on the list. */
export class MovingList implements ReactiveController {
  /** While true the order must not change. */
  held = false;
  private tops = new Map<string, number>();
  private readonly host: ReactiveControllerHost & { renderRoot: ParentNode };
  private readonly selector: string;

  constructor(host: ReactiveControllerHost & { renderRoot: ParentNode }, selector: string) {
    this.host = host;
    this.selector = selector;
    host.addController(this);
  }

  hold = (): void => {
    this.held = true;
    addEventListener('pointerup', this.release, { once: true });
    addEventListener('pointercancel', this.release, { once: true });
  };

  hostUpdated(): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const tops = new Map<string, number>();
    for (const row of this.host.renderRoot.querySelectorAll<HTMLElement>(this.selector)) {
      const key = row.dataset['key'] ?? '';
      const top = row.offsetTop;
      const before = this.tops.get(key);
      tops.set(key, top);
      if (still || before === undefined || before === top) continue;
      row.animate([{ transform: `translateY(${before - top}px)` }, { transform: 'none' }], {
        duration: 240,
        easing: 'cubic-bezier(.2,.7,.2,1)',
      });
    }
    this.tops = tops;
  }

  hostDisconnected(): void {
    this.release();
  }

  private readonly release = (): void => {
    if (!this.held) return;
    this.held = false;
    this.host.requestUpdate();
  };
}
