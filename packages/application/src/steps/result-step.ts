import { base, button, buttonStyles, icon, ringStyles } from '@installment-button/ui';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { number } from '../format/formats.ts';
import { scheduleStyles, scheduleTable } from '../offers/schedule.ts';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import '../signing/agreement-sheet.ts';
import { certificate, certificateStyles } from '../signing/certificate.ts';
import { problemNote, Step } from './step.ts';

/** After the signature: what comes next, the documents, the way back to the shop. The same link shows it later, too. */
@customElement('result-step')
export class ResultStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    rowsStyles,
    scheduleStyles,
    screenLayoutStyles,
    certificateStyles,
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
        display: flex;
        flex-wrap: wrap;
        column-gap: 12px;
        padding: 12px 0;
        border-top: 1px solid var(--line);
      }
      .next li > :first-child {
        flex: 0 0 5.5rem;
      }
      .next li > :last-child {
        flex: 1 1 11rem;
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

  @state() private reading: 'agreement' | 'certificate' | 'schedule' | null = null;

  protected override render(): TemplateResult {
    const { texts, formats, state } = this;
    const { clock } = this.buyerSession;
    const session = this.buyerSession.detail;
    if (!session) return html``;
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    const { order } = session;
    const now = this.now;
    const words = texts.result;
    const status = order.status === 'settled' || order.status === 'confirmed' ? order.status : 'signed';
    const first = upcoming(offer, now);
    const back = state.look.framed || this.buyerSession.wayBack() !== null;
    return html`${screenLayout({
      eyebrow: html`<span class="signed"
        >${icon('check')}${status === 'signed' ? words.signedAt(formats.moment(clock.onDevice(new Date(order.statusAt)), clock.onDevice(now))) : words.signed}</span
      >`,
      heading: words.heading[offer?.product ?? order.product],
      lead: order.refundedAmount ? words.refunded(formats.sum(order.refundedAmount)) : words.lead[status],
      content: html`
        ${
          offer && first
            ? html`<div class="money">
                <p class="small quiet">
                  ${(first === offer.schedule[0] ? words.firstPayment : words.nextPayment)(formats.day(first.date, now))}
                </p>
                <p class="figure">${number(formats.exact(first.payment))}</p>
              </div>`
            : nothing
        }
        ${this.next(session)} ${this.documents(session)}
        <p class="finish"><button class="link small" type="button" @click=${() => void this.finish()}>${words.finish}</button></p>
        <p class="small">${problemNote(this.problem)}</p>
      `,
      actions: back ? button({ label: texts.backToShop, onPress: () => this.buyerSession.close('done') }) : nothing,
      note: back ? nothing : words.canCloseTab,
    })}${this.sheets(session)}`;
  }

  private next(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    const words = texts.result;
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    const now = this.now;
    const [first, last] = [upcoming(offer, now), offer?.schedule.at(-1)];
    const confirmed = session.order.status !== 'signed';
    const payment = ({ date, payment: sum }: Offer['schedule'][number], name: string) =>
      html`<li>
        <span class="quiet">${formats.day(date, now)}</span>
        <span><b>${name}</b><span class="small quiet">${number(formats.exact(sum))}</span></span>
      </li>`;
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
        ${this.refund(session)}
        ${first && first !== last ? payment(first, first === offer?.schedule[0] ? words.firstPaymentRow : words.nextPaymentRow) : nothing}
        ${last ? payment(last, words.lastPaymentRow) : nothing}
      </ol>
    </section>`;
  }

  private refund({ order }: SessionDetail): TemplateResult | typeof nothing {
    const words = this.texts.result;
    if (!order.refundedAmount) return nothing;
    return html`<li>
      <span class="quiet">${icon('check')}</span>
      <span
        ><b>${words.refundedRow}</b
        ><span class="small quiet">${order.refundedAmount < order.amount ? words.refundedPart : words.refundedAll}</span></span
      >
    </li>`;
  }

  private documents(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts } = this;
    const row = (title: string, note: string, what: 'agreement' | 'certificate' | 'schedule') =>
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
        ${session.agreement?.signed ? row(texts.result.certificate, texts.result.certificateNote, 'certificate') : nothing}
        ${offer ? row(texts.offers.schedule, texts.signing.scheduleNote(offer.schedule.length), 'schedule') : nothing}
      </div>
    </section>`;
  }

  private sheets(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    const close = () => (this.reading = null);
    if (this.reading === 'agreement') {
      return html`<agreement-sheet .buyerSession=${this.buyerSession} .texts=${texts} @sheet-close=${close}></agreement-sheet>`;
    }
    if (this.reading === 'certificate') {
      return html`<ui-sheet .heading=${texts.result.certificate} .closeLabel=${texts.close} @sheet-close=${close}>
        ${certificate(session, texts, formats)}
        <div class="print">${button({ label: texts.signing.print, kind: 'line', onPress: () => print() })}</div>
      </ui-sheet>`;
    }
    const offer = session.offers.find((one) => one.id === session.chosenOfferId);
    if (this.reading !== 'schedule' || !offer) return nothing;
    return html`<ui-sheet .heading=${texts.offers.schedule} .closeLabel=${texts.close} @sheet-close=${close}>
      ${scheduleTable({ offer, texts, formats, wide: matchMedia('(min-width: 640px)').matches, all: true })}
    </ui-sheet>`;
  }

  private async finish(): Promise<void> {
    const finished = await this.attempt.run(() => this.buyerSession.finish());
    if (finished && this.state.look.framed) this.buyerSession.close('done');
  }
}

/** The next payment; the last one once all payments are in the past. */
const upcoming = (offer: Offer | undefined, now: Date) =>
  offer?.schedule.find(({ date }) => date >= moscowDay(now)) ?? offer?.schedule.at(-1);

declare global {
  interface HTMLElementTagNameMap {
    'result-step': ResultStep;
  }
}
