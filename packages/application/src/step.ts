import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { Formats } from './formats.ts';
import type { Journey } from './journey.ts';
import type { JourneyState } from './journey-state.ts';
import type { FirstTexts, Texts } from './texts/index.ts';

/** What every screen gets from the page; it holds besides only what the buyer is about to do. */
export abstract class Step<Words extends FirstTexts = Texts> extends LitElement {
  @property({ attribute: false }) journey!: Journey;
  @property({ attribute: false }) state!: JourneyState;
  @property({ attribute: false }) texts!: Words;

  protected get formats(): Formats {
    return new Formats(this.state.look.locale, this.state.session?.order.currency ?? 'RUB');
  }

  /** Where heading, content and footer are: of this element, or of one that it shows in its place. */
  get screenRoot(): ParentNode {
    return this.renderRoot;
  }

  /** For a screen that was just entered: screen readers begin at its heading. */
  focusHeading(): void {
    this.screenRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}
