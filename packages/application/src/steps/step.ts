import { Attempt } from '@installment-button/ui';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Formats } from '../format/formats.ts';
import type { BuyerSession } from '../session/buyer-session.ts';
import type { BuyerSessionState } from '../session/buyer-session-state.ts';
import { failureText } from '../texts/failure-text.ts';
import type { FirstTexts, Texts } from '../texts/texts.ts';

/** What every step gets from the page. A step itself keeps only what the buyer is about to do. */
export abstract class Step<Words extends FirstTexts = Texts> extends LitElement {
  @property({ attribute: false }) buyerSession!: BuyerSession;
  @property({ attribute: false }) state!: BuyerSessionState;
  @property({ attribute: false }) texts!: Words;
  /** What the buyer asked for: whether it is under way, and why it failed. */
  protected readonly attempt = new Attempt(this);

  protected get formats(): Formats {
    return new Formats(this.state.look.locale, this.state.session?.order.currency ?? 'RUB');
  }

  protected get now(): Date {
    return this.buyerSession.clock.now();
  }

  /** Why the last act failed, in the buyer's words; empty while nothing is wrong. */
  protected get problem(): string {
    return this.attempt.failure === null ? '' : failureText(this.attempt.failure, this.texts, this.formats, this.now);
  }

  /** The note beside the buttons: the problem, else what the step says there. */
  protected noteOr(note: unknown): unknown {
    const { problem } = this;
    return problem ? problemNote(problem) : note;
  }

  /** Where heading, content and footer stand: in this element, or in an element that it shows instead of them. */
  get screenRoot(): ParentNode {
    return this.renderRoot;
  }

  /** Called when the screen was entered: screen readers start at its heading. */
  focusHeading(): void {
    this.screenRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }
}

export const problemNote = (problem: string): TemplateResult | typeof nothing =>
  problem ? html`<span class="problem-note" role="alert">${problem}</span>` : nothing;
