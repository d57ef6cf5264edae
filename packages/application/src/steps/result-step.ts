import { base, button, buttonStyles, icon, ringStyles } from '@installment-button/ui';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { failureText } from '../failure-text.ts';
import { number } from '../formats.ts';
import { scheduleStyles, scheduleTable } from '../offers/schedule.ts';
import { rowsStyles } from '../rows.styles.ts';
import { screen } from '../screen.ts';
import { screenStyles } from '../screen.styles.ts';
import '../signing/agreement-sheet.ts';
import { Step } from '../step.ts';

/** After the signature: what comes next, the documents, the way back to the shop. The same page later shows the order's life. */
@customElement('result-step')
export class ResultStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    rowsStyles,
    scheduleStyles,
    screenStyles,
    css`
      .signed {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--good);
        font-size: 0.9375rem;
        line-height: 1.375rem;
        font-weight: 500;
      }
      .signed .icon {
        margin-left: -2px;
      }
      .money {
        margin-top: 20px;
      }
      .next li {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        column-gap: 12px;
        padding: 12px 0;
        border-top: 1px solid var(--line);
      }
      .next li:first-child {
        border-top: 0;
      }
      .next {
        border-bottom: 1px solid var(--line);
      }
      .next .small {
        display: block;
      }
      .finish {
        margin-top: 24px;
      }
    `,
  ];

  @state() private reading: 'agreement' | 'schedule' | null = null;
  @state() private busy = false;
  @state() private problem = '';

  protected override render(): TemplateResult {
    const { texts, formats, state } = this;
    const session = this.journey.detail;
    if (!session) return html``;
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    const { order } = session;
    const now = this.journey.clock.now();
    const words = texts.result;
    const status = order.status === 'settled' || order.status === 'confirmed' ? order.status : 'signed';
    const [first] = offer?.schedule ?? [];
    const back = state.look.framed || this.journey.wayBack('done') !== null;
    return html`${screen({
      eyebrow: html`<span class="signed"
        >${icon('check')}${status === 'signed' ? words.signedAt(formats.moment(new Date(order.statusAt), now)) : words.signed}</span
      >`,
      heading: words.heading[offer?.product ?? order.product],
      lead: order.refundedAmount ? words.refunded(formats.sum(order.refundedAmount)) : words.lead[status],
      content: html`
        ${
          offer && first
            ? html`<div class="money">
                <p class="small quiet">${words.firstPayment(formats.day(first.date, now))}</p>
                <p class="figure">${number(formats.exact(first.payment))}</p>
              </div>`
            : nothing
        }
        ${this.next(session)} ${this.documents(session)}
        <p class="finish"><button class="link small" type="button" @click=${() => void this.finish()}>${words.finish}</button></p>
        ${this.problem ? html`<p class="small problem-note" role="alert">${this.problem}</p>` : nothing}
      `,
      actions: back ? button({ label: texts.backToShop, onPress: () => this.journey.close('done') }) : nothing,
      note: back ? nothing : words.canCloseTab,
    })}${this.sheets(session)}`;
  }

  private next(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    const words = texts.result;
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    const [first, last] = [offer?.schedule[0], offer?.schedule.at(-1)];
    const now = this.journey.clock.now();
    const confirmed = session.order.status !== 'signed';
    return html`<section class="section">
      <h2>${words.next}</h2>
      <ol class="next">
        <li>
          <span class="quiet">${confirmed ? icon('check') : words.soon}</span>
          <span
            ><b>${confirmed ? words.shopConfirmed : words.shopConfirms}</b
            ><span class="small quiet">${confirmed ? words.shopConfirmedNote : words.shopConfirmsNote}</span></span
          >
        </li>
        ${
          first && last
            ? html`<li>
                  <span class="quiet">${formats.day(first.date, now)}</span>
                  <span><b>${words.firstPaymentRow}</b><span class="small quiet">${number(formats.exact(first.payment))}</span></span>
                </li>
                <li>
                  <span class="quiet">${formats.day(last.date, now)}</span>
                  <span><b>${words.lastPaymentRow}</b><span class="small quiet">${number(formats.exact(last.payment))}</span></span>
                </li>`
            : nothing
        }
      </ol>
    </section>`;
  }

  private documents(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts } = this;
    const row = (title: string, note: string, what: 'agreement' | 'schedule') =>
      html`<button class="row act" type="button" @click=${() => (this.reading = what)}>
        ${icon('document')}<span><span class="title">${title}</span><span class="state">${note}</span></span
        >${icon('forward')}
      </button>`;
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    if (!session.agreement && !offer) return nothing;
    return html`<section class="section">
      <h2>${texts.result.documents}</h2>
      <div class="list">
        ${session.agreement ? row(session.agreement.title, texts.result.agreementNote, 'agreement') : nothing}
        ${offer ? row(texts.offers.schedule, texts.signing.scheduleNote(offer.schedule.length), 'schedule') : nothing}
      </div>
    </section>`;
  }

  private sheets(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    const close = () => (this.reading = null);
    if (this.reading === 'agreement') {
      return html`<agreement-sheet .journey=${this.journey} .texts=${texts} @sheet-close=${close}></agreement-sheet>`;
    }
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    if (this.reading !== 'schedule' || !offer) return nothing;
    return html`<ui-sheet .heading=${texts.offers.schedule} .closeLabel=${texts.close} @sheet-close=${close}>
      ${scheduleTable({ offer, texts, formats, wide: matchMedia('(min-width: 640px)').matches, all: true })}
    </ui-sheet>`;
  }

  private async finish(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      await this.journey.finish();
      if (this.journey.place.framed) this.journey.close('done');
    } catch (error) {
      this.problem = failureText(error, this.texts, this.formats, this.journey.clock.now());
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'result-step': ResultStep;
  }
}
