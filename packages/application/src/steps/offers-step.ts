import { base, button, buttonStyles, choiceStyles, notice, noticeStyles, ringStyles } from '@installment-button/ui';
import '@installment-button/ui/sheet';
import type { Offer } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { number } from '../format/formats.ts';
import { Media } from './media.ts';
import { comparison, offerName } from '../offers/comparison.ts';
import { type Filter, filterOffers, usefulFilters } from '../offers/filter-offers.ts';
import { fullCostStyles } from '../offers/full-cost.ts';
import { fullCostSquares, fullCostSquaresStyles } from '../offers/full-cost-squares.ts';
import { offerCard } from '../offers/offer-card.ts';
import { offerTable } from '../offers/offer-table.ts';
import { offersStyles } from '../offers/offers.styles.ts';
import { scheduleChart, scheduleStyles, scheduleTable } from '../offers/schedule.ts';
import { type Sorting, sortings, sortOffers } from '../offers/sort-offers.ts';
import { selectFailure, signingFailure } from '../signing/signing-failure.ts';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from './step.ts';

/** The offers, side by side or one below the other. The choice leads to the signing. */
@customElement('offers-step')
export class OffersStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    choiceStyles,
    noticeStyles,
    rowsStyles,
    screenLayoutStyles,
    fullCostStyles,
    fullCostSquaresStyles,
    scheduleStyles,
    offersStyles,
  ];

  @state() private sorting: Sorting = 'asked';
  @state() private filters: readonly Filter[] = [];
  @state() private marked: string | null = null;
  @state() private openId: string | null = null;
  @state() private all = false;
  @state() private explaining = false;
  /** The offer whose agreement the bank prepares. */
  @state() private busyId: string | null = null;
  /** The bank that was asked to take the choice. It is named even after its offer is gone. */
  private askedBank: string | null = null;
  /** Why the bank did not take the choice. */
  @state() private refusal = '';
  /** Ids in the shown order. A late offer joins at the end and moves nothing. */
  private order: string[] = [];
  private seen: ReadonlySet<string> | null = null;
  private readonly wideEnough = new Media(this, '(min-width: 1088px)');

  protected override willUpdate(changed: PropertyValues): void {
    const session = this.buyerSession.detail;
    if (!session) return;
    const ids = session.offers.map((offer) => offer.id);
    this.seen ??= new Set(ids);
    if (changed.has('sorting') || !this.order.length) {
      this.order = sortOffers(session.offers, this.sorting, session.order).map((offer) => offer.id);
    }
    this.order = [...this.order.filter((id) => ids.includes(id)), ...ids.filter((id) => !this.order.includes(id))];
    if (this.askedBank !== null && session.signing?.state === 'failed') {
      this.refusal = selectFailure(session.signing, this.askedBank, this.texts);
      this.askedBank = null;
      this.busyId = null;
    }
  }

  protected override render(): TemplateResult {
    const { texts, formats } = this;
    const session = this.buyerSession.detail;
    if (!session) return html``;
    const all = this.order.flatMap((id) => session.offers.filter((offer) => offer.id === id));
    const offers = filterOffers(all, this.filters, session.order.amount);
    const now = this.now;
    const wide = this.wideEnough.matches;
    const marked = offers.find((offer) => offer.id === (this.marked ?? session.chosenOfferId)) ?? offers[0];
    return html`${screenLayout({
      eyebrow: texts.step(4, lastStep),
      heading: texts.offers.heading(offers.length || all.length),
      lead: this.lead(session, all),
      content: html`${this.notices(session)} ${this.sentence(session, all)} ${all.length > 1 ? this.tools(session, all) : nothing}
      ${offers.length === 0 ? this.none() : wide ? this.table(session, offers) : this.list(session, offers, marked)}`,
      actions:
        wide || !marked
          ? nothing
          : button({
              label: marked.id === session.chosenOfferId ? texts.continue : texts.offers.choose(offerName(marked, all, texts)),
              busy: this.busyId === marked.id,
              onPress: () => void this.choose(marked),
            }),
      note: wide || !marked ? nothing : texts.offers.validUntil(formats.day(marked.validUntil.slice(0, 10), now)),
    })}${this.explanation()}`;
  }

  private lead(session: SessionDetail, offers: readonly Offer[]): TemplateResult {
    const { texts, formats } = this;
    const pending = session.decisions.filter(({ decision }) => decision === 'pending').map(({ bank }) => bank.name);
    const [term, other] = new Set(offers.map((offer) => offer.term));
    return html`${number(formats.sum(session.order.amount))}${term && !other ? ` ${texts.forMonths(term)}` : nothing}${
      pending.length ? html`. ${texts.offers.stillAnswering(pending)}` : nothing
    }`;
  }

  private notices(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts } = this;
    const problem = this.refusal || this.problem;
    if (problem) return html`<div role="alert">${notice({ kind: 'bad', title: problem })}</div>`;
    if (this.askedBank !== null && session.signing?.state === 'preparing') {
      return html`<div role="status">${notice({ kind: 'plain', title: texts.offers.preparing(this.askedBank) })}</div>`;
    }
    // The signature failed and took the offer with it.
    const failure = session.chosenOfferId === null && session.signing?.method ? signingFailure(session.signing, false, texts) : null;
    if (!failure) return nothing;
    return html`<div role="alert">${notice({ kind: 'bad', title: failure.title, content: html`<p>${failure.text}</p>` })}</div>`;
  }

  private sentence(session: SessionDetail, all: readonly Offer[]): TemplateResult | typeof nothing {
    const text = comparison(all, session.order, this.texts, this.formats);
    return text ? html`<p class="comparison">${text}</p>` : nothing;
  }

  private tools(session: SessionDetail, all: readonly Offer[]): TemplateResult {
    const useful = usefulFilters(all, session.order.amount);
    return html`<div class="tools">${this.sort()}${useful.length ? this.filter(useful) : nothing}</div>`;
  }

  private sort(): TemplateResult {
    const { texts } = this;
    return html`<fieldset class="sort">
      <legend>${texts.offers.first}</legend>
      ${sortings.map(
        (sorting) =>
          html`<label class=${sorting === this.sorting ? 'chosen' : ''}
            ><input
              type="radio"
              name="sorting"
              .checked=${live(sorting === this.sorting)}
              @change=${() => (this.sorting = sorting)}
            />${texts.offers.sort[sorting]}</label
          >`,
      )}
    </fieldset>`;
  }

  private filter(useful: readonly Filter[]): TemplateResult {
    const { texts } = this;
    return html`<fieldset class="filter">
      <legend class="visually-hidden">${texts.offers.only}</legend>
      ${useful.map(
        (filter) =>
          html`<label
            ><input
              class="check"
              type="checkbox"
              .checked=${live(this.filters.includes(filter))}
              @change=${() => this.toggle(filter)}
            />${texts.offers.filter[filter]}</label
          >`,
      )}
    </fieldset>`;
  }

  private none(): TemplateResult {
    const { texts } = this;
    return html`<p class="none" role="status">
      ${texts.offers.nothingFits}
      <button class="link" type="button" @click=${() => (this.filters = [])}>${texts.offers.showAll}</button>
    </p>`;
  }

  private toggle(filter: Filter): void {
    this.filters = this.filters.includes(filter) ? this.filters.filter((one) => one !== filter) : [...this.filters, filter];
  }

  private list(session: SessionDetail, offers: readonly Offer[], marked: Offer | undefined): TemplateResult {
    const { texts, formats } = this;
    return html`<ul>
        ${repeat(
          offers,
          (offer) => offer.id,
          (offer, index) =>
            offerCard({
              session,
              offer,
              texts,
              formats,
              first: index === 0,
              chosen: offer.id === marked?.id,
              isNew: !this.seen?.has(offer.id),
              open: this.openId !== offer.id ? 'no' : this.all ? 'all' : 'some',
              onChoose: () => (this.marked = offer.id),
              onOpen: (open) => {
                this.openId = open === 'no' ? null : offer.id;
                this.all = open === 'all';
              },
            }),
        )}
      </ul>
      <p class="what">
        <button class="link small" type="button" @click=${() => (this.explaining = true)}>${texts.offers.whatIsFullCost}</button>
      </p>`;
  }

  private table(session: SessionDetail, offers: readonly Offer[]): TemplateResult {
    const { texts, formats, openId, busyId } = this;
    const open = offers.find((offer) => offer.id === openId);
    const schedule = open && { offer: open, texts, formats, wide: true, all: true };
    return html`${offerTable({
      session,
      offers,
      openId,
      busyId,
      texts,
      formats,
      now: this.now,
      isNew: (offer) => !this.seen?.has(offer.id),
      onChoose: (offer) => void this.choose(offer),
      onOpen: (id) => void this.openSchedule(id),
      onExplain: () => (this.explaining = true),
    })}${
      schedule
        ? html`<section class="open-schedule">
            <div class="title">
              <h2>${texts.offers.scheduleOf(schedule.offer.bank.name)}</h2>
              <button class="link" type="button" @click=${() => (this.openId = null)}>${texts.offers.collapse}</button>
            </div>
            <div class="columns">
              <div>${scheduleChart(schedule)}${fullCostSquares(schedule.offer, texts, formats)}</div>
              ${scheduleTable(schedule)}
            </div>
          </section>`
        : nothing
    }`;
  }

  private explanation(): TemplateResult | typeof nothing {
    const { texts } = this;
    if (!this.explaining) return nothing;
    return html`<ui-sheet .heading=${texts.offers.fullCost} .closeLabel=${texts.close} @sheet-close=${() => (this.explaining = false)}>
      ${texts.offers.fullCostExplained.map((paragraph) => html`<p class="explained">${paragraph}</p>`)}
    </ui-sheet>`;
  }

  private async openSchedule(id: string | null): Promise<void> {
    this.openId = id;
    await this.updateComplete;
    this.renderRoot.querySelector('.open-schedule')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  private async choose(offer: Offer): Promise<void> {
    if (offer.id === this.buyerSession.detail?.chosenOfferId) return this.buyerSession.go('signing');
    this.busyId = offer.id;
    this.refusal = '';
    const selected = await this.attempt.run(async () => {
      await this.buyerSession.select(offer.id);
      // Only now: an older failure may still stand in the session while the request is on its way.
      this.askedBank = offer.bank.name;
    });
    if (selected) return;
    this.busyId = null;
    void this.buyerSession.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'offers-step': OffersStep;
  }
}
