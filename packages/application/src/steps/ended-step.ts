import { base, button, buttonStyles, ringStyles } from '@installment-button/ui';
import { endedAgreement } from '@installment-button/protocol/bad-ends';
import type { SessionOrder } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Texts } from '../texts/texts.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { Step } from './step.ts';

/** An order on which nothing can be done: canceled, expired, or replaced by another order. */
@customElement('ended-step')
export class EndedStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    screenLayoutStyles,
    css`
      .means dt {
        margin-top: 16px;
        font-weight: 500;
      }
      .means dd {
        color: var(--ink-2);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { texts, state } = this;
    const { session } = state;
    if (!session) return html``;
    const { successor, shop } = session.order;
    if (successor) {
      const { heading, lead, open } = texts.ended.replaced;
      const follow = () => void this.buyerSession.follow(successor.orderId, successor.session, null);
      return screenLayout({ eyebrow: shop.name, heading, lead, actions: button({ label: open, onPress: follow }) });
    }
    const back = state.look.framed || this.buyerSession.wayBack() !== null;
    const hadAgreement = endedAgreement(session.order.previousStatus);
    return screenLayout({
      eyebrow: shop.name,
      heading: headingOf(session.order, texts),
      lead: hadAgreement ? texts.ended.terminatedLead : texts.ended.nothingOwed,
      content: hadAgreement ? meaning(texts) : nothing,
      actions: back ? button({ label: texts.backToShop, onPress: () => this.buyerSession.close('done') }) : nothing,
      note: back ? nothing : texts.result.canCloseTab,
    });
  }
}

function headingOf(order: SessionOrder, { ended }: Texts): string {
  const hadAgreement = endedAgreement(order.previousStatus);
  if (order.status === 'expired') return hadAgreement ? ended.terminated.expired : ended.expired;
  const by = order.canceled?.by ?? 'buyer';
  const words = hadAgreement ? ended.terminated : ended.canceled;
  return by === 'manager' ? words.shop : words[by];
}

/** What a terminated agreement means for debt, papers and goods. */
function meaning({ ended }: Texts): TemplateResult {
  const row = (name: string, text: string) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${text}</dd>
    </div>`;
  return html`<section class="section">
    <h2>${ended.means}</h2>
    <dl class="means">${row(ended.debt, ended.debtText)} ${row(ended.papers, ended.papersText)} ${row(ended.goods, ended.goodsText)}</dl>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ended-step': EndedStep;
  }
}
