import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { Formats } from './formats.ts';
import type { Journey } from './journey.ts';
import type { JourneyState } from './journey-state.ts';
import type { Texts } from './texts/index.ts';

/** What every screen gets from the page; it holds besides only what the buyer is about to do. */
export abstract class Step extends LitElement {
  @property({ attribute: false }) journey!: Journey;
  @property({ attribute: false }) state!: JourneyState;
  @property({ attribute: false }) texts!: Texts;

  protected get formats(): Formats {
    return new Formats(this.state.look.locale, this.state.session?.order.currency ?? 'RUB');
  }

  /** For a screen that was just entered: screen readers begin at its heading. */
  focusHeading(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}
