import { button } from '@installment-button/ui';
import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { html, nothing, type TemplateResult } from 'lit';
import { type Formats, number } from '../format/formats.ts';
import { bankMark } from '../steps/bank-mark.ts';
import type { Texts } from '../texts/texts.ts';
import { offerName } from './comparison.ts';
import { fullCost } from './full-cost.ts';
import { overpayment, praises } from './sort-offers.ts';

export interface OfferTableOptions {
  session: SessionDetail;
  /** In the shown order. */
  offers: readonly Offer[];
  isNew: (offer: Offer) => boolean;
  /** The offer whose schedule is open. */
  openId: string | null;
  /** The offer whose agreement the bank prepares. */
  busyId: string | null;
  texts: Texts;
  formats: Formats;
  now: Date;
  onChoose: (offer: Offer) => void;
  onOpen: (id: string | null) => void;
  onExplain: () => void;
}

/** The offers side by side on a wide screen. */
export function offerTable(options: OfferTableOptions): TemplateResult {
  const { offers, texts } = options;
  return html`<div
    class="scroll"
    tabindex=${offers.length > 3 ? '0' : nothing}
    role="group"
    aria-label=${texts.offers.heading(offers.length)}
  >
    <table class="compare of-${offers.length}">
      <colgroup>
        <col class="labels" />
        ${offers.map(() => html`<col class="offer-column" />`)}
      </colgroup>
      <thead>
        <tr>
          <td></td>
          ${offers.map((offer) => bankCell(offer, options))}
        </tr>
      </thead>
      <tbody>
        ${paymentRow(options)} ${fullCostRow(options)} ${costRows(options)} ${signingRow(options)} ${scheduleRow(options)}
        ${chooseRow(options)}
      </tbody>
    </table>
  </div>`;
}

function bankCell(offer: Offer, { session, isNew, texts }: OfferTableOptions): TemplateResult {
  return html`<th scope="col">
    <div class="head">
      ${bankMark(session, offer.bank, { small: true })}<span class="bank-name">${offer.bank.name}</span>
      <span class="praise">${texts.product[offer.product]}</span
      >${isNew(offer) ? html`<span class="new">${texts.offers.isNew}</span>` : nothing}
    </div>
  </th>`;
}

function paymentRow({ session, offers, texts, formats }: OfferTableOptions): TemplateResult {
  // The rows below mark the lowest sums already: one word is enough here.
  const praise = (offer: Offer) => {
    const [first] = praises(offer, session.offers, session.order.amount);
    return first && texts.offers.best[first];
  };
  return html`<tr class="money">
    <th scope="row">${texts.offers.payment}</th>
    ${offers.map(
      (offer) =>
        html`<td>
          <p class="figure">${number(formats.payment(offer.monthlyPayment))}</p>
          ${praise(offer) ? html`<p class="praise">${praise(offer)}</p>` : nothing}
        </td>`,
    )}
  </tr>`;
}

function fullCostRow({ offers, texts, formats, onExplain }: OfferTableOptions): TemplateResult {
  return html`<tr class="frames">
    <th scope="row"><button class="link small" type="button" @click=${onExplain}>${texts.offers.whatIsFullCost}</button></th>
    ${offers.map((offer) => html`<td>${fullCost(offer, texts, formats)}</td>`)}
  </tr>`;
}

/** Total, overpayment, rate and first payment. The lowest figure of a row is set in bold. */
function costRows({ session, offers, texts, formats }: OfferTableOptions): TemplateResult {
  const words = texts.offers;
  const more = (offer: Offer) => overpayment(offer, session.order.amount);
  const terms = new Set(offers.map((offer) => offer.term));
  const [term] = terms;
  const row = (label: string, cell: (offer: Offer) => unknown, measure?: (offer: Offer) => number) => {
    const least = measure && offers.length > 1 ? Math.min(...offers.map(measure)) : null;
    return html`<tr class="ruled">
      <th scope="row">${label}</th>
      ${offers.map((offer) => html`<td class=${measure?.(offer) === least ? 'best-value' : ''}>${cell(offer)}</td>`)}
    </tr>`;
  };
  return html`${row(
    terms.size === 1 && term !== undefined ? words.totalFor(texts.months(term)) : words.total,
    (offer) =>
      html`${number(formats.payment(offer.totalPayment))}${terms.size > 1 ? html`<small>${texts.forMonths(offer.term)}</small>` : nothing}`,
    (offer) => offer.totalPayment,
  )}
  ${row(
    words.overpayment,
    (offer) =>
      html`${number(formats.payment(more(offer)))}${more(offer) === 0 && offer.rate > 0 ? html`<small>${words.shopPays}</small>` : nothing}`,
    more,
  )}
  ${row(
    words.rate,
    (offer) => number(formats.rate(offer.rate)),
    (offer) => offer.rate,
  )}
  ${offers.some((offer) => offer.firstPayment) ? row(words.firstPayment, (offer) => number(formats.sum(offer.firstPayment))) : nothing}`;
}

function signingRow({ offers, texts }: OfferTableOptions): TemplateResult {
  const words = texts.offers;
  return html`<tr class="ruled">
    <th scope="row">${words.signing}</th>
    ${offers.map((offer) => html`<td>${words.methods(offer.signing.map((method) => words.method[method]))}</td>`)}
  </tr>`;
}

function scheduleRow({ session, offers, openId, texts, onOpen }: OfferTableOptions): TemplateResult {
  const words = texts.offers;
  return html`<tr class="ruled last">
    <th scope="row">${words.schedule}</th>
    ${offers.map((offer) => {
      const open = offer.id === openId;
      return html`<td>
        <button class="link" type="button" aria-expanded=${open} @click=${() => onOpen(open ? null : offer.id)}>
          ${open ? words.collapse : words.show}<span class="visually-hidden">
            ${words.scheduleOf(offerName(offer, session.offers, texts))}</span
          >
        </button>
      </td>`;
    })}
  </tr>`;
}

function chooseRow({ session, offers, busyId, texts, formats, now, onChoose }: OfferTableOptions): TemplateResult {
  const validUntil = offers.map((offer) => offer.validUntil).sort()[0];
  return html`<tr class="choose">
    <th scope="row">${validUntil ? texts.offers.validUntil(formats.day(validUntil.slice(0, 10), now)) : nothing}</th>
    ${offers.map((offer, index) => {
      const chosen = offer.id === session.chosenOfferId;
      return html`<td>
        ${button({
          label: chosen ? texts.continue : texts.offers.choose(offerName(offer, session.offers, texts)),
          kind: (session.chosenOfferId ? chosen : index === 0) ? 'filled' : 'line',
          busy: offer.id === busyId,
          onPress: () => onChoose(offer),
        })}
      </td>`;
    })}
  </tr>`;
}
