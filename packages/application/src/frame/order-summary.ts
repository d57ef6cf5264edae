import { css, html, nothing, type TemplateResult } from 'lit';
import type { Session } from '@installment-button/protocol/session-view';
import { type Formats, number } from '../format/formats.ts';
import type { BuyerSessionState } from '../session/buyer-session-state.ts';
import type { FirstTexts } from '../texts/texts.ts';
import { lowestPayment } from '../session/possible-terms.ts';

/** The order beside the step on a wide screen: goods, sum, and the terms so far. */
export function orderSummary(session: Session, state: BuyerSessionState, texts: FirstTexts, formats: Formats): TemplateResult {
  const { order } = session;
  return html`<div class="order">
    <h2>${texts.order.heading}</h2>
    <dl>
      ${order.items.map(
        (item) =>
          html`<div class="line">
            <dt>
              ${unbroken(item.name)}${item.quantity === 1 ? nothing : html` <span class="quiet">× ${formats.quantity(item.quantity)}</span>`}
            </dt>
            <dd>${number(formats.sum(item.lineTotal))}</dd>
          </div>`,
      )}
      ${
        order.discount > 0
          ? html`<div class="line">
              <dt>${texts.order.discount}</dt>
              <dd>${number(formats.sum(-order.discount))}</dd>
            </div>`
          : nothing
      }
      <div class="line total">
        <dt>${texts.order.total}</dt>
        <dd>${number(formats.sum(order.amount))}</dd>
      </div>
    </dl>
    ${standing(session, state, texts, formats)}
    ${order.externalId ? html`<p class="help">${texts.order.number(order.externalId)}</p>` : nothing}
  </div>`;
}

function standing(session: Session, state: BuyerSessionState, texts: FirstTexts, formats: Formats): TemplateResult | typeof nothing {
  const { order } = session;
  const { term, firstPayment } = state.draft;
  const chosen = session.phoneConfirmed ? session.offers.find((offer) => offer.id === session.chosenOfferId) : undefined;
  if (chosen && state.screen !== 'offers') {
    return html`<div class="standing">
      <p class="small quiet">${texts.product[chosen.product]} ${texts.forMonths(chosen.term)}</p>
      <p class="standing-title">${texts.bankName(chosen.bank.name)}</p>
      <p class="small quiet">
        ${number(`${formats.exact(chosen.monthlyPayment)} × ${chosen.term}`)}, ${texts.order.overpayment}
        ${number(formats.sum(Math.max(0, chosen.totalPayment - order.amount)))}
      </p>
    </div>`;
  }
  const months = term ?? (session.phoneConfirmed ? session.offers[0]?.term : undefined);
  if (state.screen === 'terms' || months === undefined) return nothing;
  const down = firstPayment || (session.phoneConfirmed && session.offers[0]?.firstPayment) || 0;
  if (order.status !== 'created') {
    return html`<div class="standing">
      <p class="small quiet">${texts.order.asked}</p>
      <p class="standing-title">
        ${texts.months(months)}, ${down ? texts.order.withFirstPayment(formats.sum(down)) : texts.order.withoutFirstPayment}
      </p>
    </div>`;
  }
  const payment = lowestPayment(session, months, firstPayment);
  if (payment === null) return nothing;
  return html`<div class="standing">
    <p class="small quiet">${texts.forMonthsTitle(months)}</p>
    <p class="standing-title large">${texts.from} ${number(formats.payment(payment))}</p>
    <p class="small quiet">${texts.order.exact}</p>
  </div>`;
}

/** Keeps a model name such as «RF-340» on one line. */
const unbroken = (name: string) => name.replace(/(?<=\p{L})-(?=\d)/gu, '\u2011');

export const orderSummaryStyles = css`
  .order {
    display: flex;
    flex-direction: column;
    flex: 1 0 auto;
    padding: 32px 40px 24px 32px;
  }
  .order h2 {
    margin-bottom: 16px;
    font-size: 0.9375rem;
    line-height: 1.375rem;
  }
  .line {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding: 5px 0;
  }
  .line dt {
    overflow-wrap: anywhere;
  }
  .line.total {
    margin-top: 8px;
    padding-top: 12px;
    border-top: 1px solid var(--ink);
    font-weight: 600;
  }
  .standing {
    margin-top: 12px;
    padding-top: 16px;
    border-top: 1px solid var(--line-2);
  }
  .standing-title {
    font-size: 1.0625rem;
    line-height: 1.5rem;
    font-weight: 600;
  }
  .standing-title.large {
    font-size: 1.375rem;
    line-height: 1.75rem;
    letter-spacing: -0.02em;
  }
  .help {
    margin-top: auto;
    padding-top: 24px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
`;
