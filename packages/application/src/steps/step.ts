import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { Formats } from '../format/formats.ts';
import type { BuyerSession } from '../session/buyer-session.ts';
import type { BuyerSessionState } from '../session/buyer-session-state.ts';
import type { FirstTexts, Texts } from '../texts/texts.ts';

/** What every screen gets from the page; it holds besides only what the buyer is about to do. */
export abstract class Step<Words extends FirstTexts = Texts> extends LitElement {
  @property({ attribute: false }) buyerSession!: BuyerSession;
  @property({ attribute: false }) state!: BuyerSessionState;
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
