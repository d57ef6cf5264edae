import { icon } from '@installment-button/ui';
import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { bankMark } from '../steps/bank-mark.ts';
import { type Formats, number } from '../format/formats.ts';
import type { Texts } from '../texts/texts.ts';
import { offerName } from './comparison.ts';
import { fullCost } from './full-cost.ts';
import { scheduleChart, scheduleTable } from './schedule.ts';
import { overpayment, praises } from './sort-offers.ts';

export interface OfferCardOptions {
  session: SessionDetail;
  offer: Offer;
  /** The first by the sort has the large figure. */
  first: boolean;
  chosen: boolean;
  isNew: boolean;
  /** The schedule: closed, its first rows, or all of it. */
  open: 'no' | 'some' | 'all';
  texts: Texts;
  formats: Formats;
  onChoose: () => void;
  onOpen: (open: 'no' | 'some' | 'all') => void;
}

/** An offer in the list of a narrow screen. */
export function offerCard(options: OfferCardOptions): TemplateResult {
  const { session, offer, first, chosen, isNew, open, texts, formats, onChoose, onOpen } = options;
  const words = texts.offers;
  const name = offerName(offer, session.offers, texts);
  const more = overpayment(offer, session.order.amount);
  const marks = praises(offer, session.offers, session.order.amount);
  const schedule = { offer, texts, formats, wide: false, all: open === 'all', onShowAll: () => onOpen('all') };
  return html`<li class="offer">
    <label class="pick">
      <span class="head">
        ${bankMark(session, offer.bank, { small: true })}
        <span class="bank-name">${offer.bank.name}</span>
        <span class="praise">${texts.product[offer.product]}</span>
        ${isNew ? html`<span class="new">${words.isNew}</span>` : nothing}
        <input class="radio" type="radio" name="offer" aria-label=${name} .checked=${live(chosen)} @change=${onChoose} />
      </span>
      <span class="figure ${first ? 'first' : ''}">${number(formats.payment(offer.monthlyPayment))} <small>${texts.perMonth}</small></span>
      ${marks.length ? html`<span class="praise">${marks.map((mark) => words.best[mark]).join(' · ')}</span>` : nothing}
    </label>
    ${fullCost(offer, texts, formats)}
    <dl class="facts">
      <div>
        <dt>${words.totalFor(texts.months(offer.term))}</dt>
        <dd>${number(formats.payment(offer.totalPayment))}</dd>
      </div>
      <div>
        <dt>${words.overpayment}</dt>
        <dd>${number(formats.payment(more))}${more === 0 && offer.rate > 0 ? html`<small>${words.shopPays}</small>` : nothing}</dd>
      </div>
      <div>
        <dt>${words.rate}</dt>
        <dd>${number(formats.rate(offer.rate))}</dd>
      </div>
      <div>
        <dt>${words.signing}</dt>
        <dd>${offer.signing.map((method) => words.method[method]).join(', ')}</dd>
      </div>
      ${
        offer.firstPayment
          ? html`<div>
              <dt>${words.firstPayment}</dt>
              <dd>${number(formats.sum(offer.firstPayment))}</dd>
            </div>`
          : nothing
      }
    </dl>
    <button class="expand" type="button" aria-expanded=${open !== 'no'} @click=${() => onOpen(open === 'no' ? 'some' : 'no')}>
      ${words.schedule}${icon(open === 'no' ? 'down' : 'up')}
    </button>
    ${open === 'no' ? nothing : html`${scheduleChart(schedule)}${scheduleTable(schedule)}`}
  </li>`;
}
