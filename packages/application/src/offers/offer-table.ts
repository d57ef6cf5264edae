import { button } from '@installment-button/ui';
import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { html, nothing, type TemplateResult } from 'lit';
import { bankMark } from '../steps/bank-mark.ts';
import { type Formats, number } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';
import { fullCost } from './full-cost.ts';
import { overpayment, praises } from './sort-offers.ts';

export interface OfferTableOptions {
  session: SessionDetail;
  /** In the order of the sort. */
  offers: readonly Offer[];
  isNew: (offer: Offer) => boolean;
  /** Whose schedule is open. */
  openId: string | null;
  /** Whose agreement the bank prepares. */
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
  const { session, offers, isNew, openId, busyId, texts, formats, now, onChoose, onOpen, onExplain } = options;
  const words = texts.offers;
  const price = session.order.amount;
  const least = (measure: (offer: Offer) => number) => Math.min(...offers.map(measure));
  const best = (offer: Offer, measure: (offer: Offer) => number) =>
    offers.length > 1 && measure(offer) === least(measure) ? 'best-value' : '';
  const more = (offer: Offer) => overpayment(offer, price);
  // The rows below mark the lowest sums already: one word is enough here.
  const praise = (offer: Offer) => {
    const [first] = praises(offer, session.offers, price);
    return first && words.best[first];
  };
  const terms = new Set(offers.map((offer) => offer.term));
  const [term] = terms;
  const validUntil = offers.map((offer) => offer.validUntil).sort()[0];
  const each = (cell: (offer: Offer, index: number) => TemplateResult) => offers.map(cell);

  return html`<div class="scroll" tabindex=${offers.length > 3 ? '0' : nothing} role="group" aria-label=${words.heading(offers.length)}>
    <table class="compare of-${offers.length}">
      <colgroup>
        <col class="labels" />
        ${each(() => html`<col class="offer-column" />`)}
      </colgroup>
      <thead>
        <tr>
          <td></td>
          ${each(
            (offer) =>
              html`<th scope="col">
                <div class="head">
                  ${bankMark(session, offer.bank, { small: true })}<span class="bank-name">${offer.bank.name}</span>
                  <span class="praise">${texts.product[offer.product]}</span
                  >${isNew(offer) ? html`<span class="new">${words.isNew}</span>` : nothing}
                </div>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        <tr class="money">
          <th scope="row">${words.payment}</th>
          ${each(
            (offer) =>
              html`<td>
                <p class="figure">${number(formats.payment(offer.monthlyPayment))}</p>
                ${praise(offer) ? html`<p class="praise">${praise(offer)}</p>` : nothing}
              </td>`,
          )}
        </tr>
        <tr class="frames">
          <th scope="row"><button class="link small" type="button" @click=${onExplain}>${words.whatIsFullCost}</button></th>
          ${each((offer) => html`<td>${fullCost(offer, texts, formats)}</td>`)}
        </tr>
        <tr class="ruled">
          <th scope="row">${terms.size === 1 && term !== undefined ? words.totalFor(texts.months(term)) : words.total}</th>
          ${each(
            (offer) =>
              html`<td class=${best(offer, (one) => one.totalPayment)}>
                ${number(formats.payment(offer.totalPayment))}${terms.size > 1 ? html`<small>${texts.forMonths(offer.term)}</small>` : nothing}
              </td>`,
          )}
        </tr>
        <tr class="ruled">
          <th scope="row">${words.overpayment}</th>
          ${each(
            (offer) =>
              html`<td class=${best(offer, more)}>
                ${number(formats.payment(more(offer)))}${more(offer) === 0 && offer.rate > 0 ? html`<small>${words.shopPays}</small>` : nothing}
              </td>`,
          )}
        </tr>
        <tr class="ruled">
          <th scope="row">${words.rate}</th>
          ${each((offer) => html`<td class=${best(offer, (one) => one.rate)}>${number(formats.rate(offer.rate))}</td>`)}
        </tr>
        ${
          offers.some((offer) => offer.firstPayment)
            ? html`<tr class="ruled">
                <th scope="row">${words.firstPayment}</th>
                ${each((offer) => html`<td>${number(formats.sum(offer.firstPayment))}</td>`)}
              </tr>`
            : nothing
        }
        <tr class="ruled">
          <th scope="row">${words.signing}</th>
          ${each((offer) => html`<td>${words.methods(offer.signing.map((method) => words.method[method]))}</td>`)}
        </tr>
        <tr class="ruled last">
          <th scope="row">${words.schedule}</th>
          ${each((offer) => {
            const open = offer.id === openId;
            return html`<td>
              <button class="link" type="button" aria-expanded=${open} @click=${() => onOpen(open ? null : offer.id)}>
                ${open ? words.collapse : words.show}<span class="visually-hidden"> ${words.scheduleOf(offer.bank.name)}</span>
              </button>
            </td>`;
          })}
        </tr>
        <tr class="choose">
          <th scope="row">${validUntil ? words.validUntil(formats.day(validUntil.slice(0, 10), now)) : nothing}</th>
          ${each((offer, index) => {
            const chosen = offer.id === session.chosenOfferId;
            return html`<td>
              ${button({
                label: chosen ? texts.continue : words.choose(offer.bank.name),
                kind: (session.chosenOfferId ? chosen : index === 0) ? 'filled' : 'line',
                busy: offer.id === busyId,
                onPress: () => onChoose(offer),
              })}
            </td>`;
          })}
        </tr>
      </tbody>
    </table>
  </div>`;
}
