import { base, button, buttonStyles, ringStyles } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { Step } from './step.ts';

/** An order on which nothing can be done: canceled, expired, or replaced by another order. */
@customElement('ended-step')
export class EndedStep extends Step {
  static override styles = [base, buttonStyles, ringStyles, screenLayoutStyles];

  protected override render(): TemplateResult {
    const { texts, state } = this;
    const { session } = state;
    if (!session) return html``;
    const { successor, status, shop } = session.order;
    if (successor) {
      const { heading, lead, open } = texts.ended.replaced;
      const follow = () => void this.buyerSession.follow(successor.orderId, successor.session, null);
      return screenLayout({ eyebrow: shop.name, heading, lead, actions: button({ label: open, onPress: follow }) });
    }
    const { heading, lead } = status === 'expired' ? texts.ended.expired : texts.ended.canceled;
    const back = state.look.framed || this.buyerSession.wayBack('dismissed') !== null;
    return screenLayout({
      eyebrow: shop.name,
      heading,
      lead,
      actions: back ? button({ label: texts.backToShop, onPress: () => this.buyerSession.close('done') }) : nothing,
      note: back ? nothing : texts.result.canCloseTab,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ended-step': EndedStep;
  }
}
