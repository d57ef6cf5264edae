import { base, button, buttonStyles, ringStyles } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { Step } from './step.ts';
import type { FirstTexts } from '../texts/texts.ts';

/** The page could not be opened, or the code of a step could not be loaded. Says why and what helps. */
@customElement('failed-step')
export class FailedStep extends Step<FirstTexts> {
  static override styles = [base, buttonStyles, ringStyles, screenLayoutStyles];

  protected override render(): TemplateResult {
    const { texts, state } = this;
    const { failures } = texts;
    const [heading, lead] =
      state.failure === 'link'
        ? [failures.linkHeading, failures.linkLead]
        : state.failure === 'offline'
          ? [failures.offlineHeading, failures.offlineLead]
          : state.phase === 'open'
            ? [failures.chunk, failures.offlineLead]
            : [failures.serviceHeading, failures.serviceLead];
    return screenLayout({
      eyebrow: state.session?.order.shop.name ?? nothing,
      heading,
      lead,
      actions:
        state.failure === 'link'
          ? state.look.framed
            ? button({ label: texts.backToShop, onPress: () => this.buyerSession.close('dismissed') })
            : nothing
          : html`${button({ label: texts.retry, onPress: () => this.retry() })}`,
    });
  }

  private retry(): void {
    if (this.state.phase === 'failed') void this.buyerSession.load();
    else this.dispatchEvent(new CustomEvent('step-retry', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'failed-step': FailedStep;
  }
}
