import { base, button, buttonStyles, icon, notice, noticeStyles, ring, ringStyles } from '@installment-button/ui';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { bankMark } from './bank-mark.ts';
import { cancelSheet } from './cancel-sheet.ts';
import { number } from '../format/formats.ts';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from './step.ts';
import { Ticker } from './ticker.ts';
import { redirectOffers, redirectOffersStyles } from '../offers/redirect-offers.ts';
import { bestOffer } from '../offers/sort-offers.ts';
import { signingFailure } from '../signing/signing-failure.ts';
import { answeredCount, type BankRow, bankRows, standingOf } from '../waiting/order-rows.ts';
import { MovingList } from '../waiting/moving-list.ts';
import { waitingStyles } from '../waiting/waiting.styles.ts';

/** A connection that is lost for a shorter time is not mentioned. */
const quietLossMs = 5000;

/** The banks' answers as they arrive. */
@customElement('waiting-step')
export class WaitingStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    noticeStyles,
    rowsStyles,
    screenLayoutStyles,
    waitingStyles,
    redirectOffersStyles,
  ];

  @state() private said = '';
  @state() private canceling = false;
  /** The redirect lender's offer that the buyer takes up. */
  @state() private busyId: string | null = null;
  @query('.elapsed') private line!: HTMLElement | null;
  private told: SessionDetail | null = null;
  private shown: BankRow[] = [];
  private wasLost = false;
  private readonly moving = new MovingList(this, '.row');

  constructor() {
    super();
    new Ticker(this, () => this.pending > 0 || this.state.connection.lostAt !== null);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const session = this.buyerSession.detail;
    if (changed.has('state') && session) this.announce(session);
  }

  protected override render(): TemplateResult {
    const { texts, formats } = this;
    const session = this.buyerSession.detail;
    if (!session) return html``;
    const rows = this.rows(session);
    const [first] = session.order.items;
    const term = session.order.term ?? this.state.draft.term ?? session.offers[0]?.term;
    return html`${screenLayout({
      eyebrow: texts.step(4, lastStep),
      heading: this.heading(session),
      lead: html`<span class="phone-only"
          >${first ? `${texts.order.goods(first.name, session.order.items.length - 1)}, ` : nothing}${number(
            formats.sum(session.order.amount),
          )}${term ? ` ${texts.forMonths(term)}` : nothing}</span
        ><span class="wide-only"
          >${this.isSilent(session) ? nothing : session.offers.length ? texts.waiting.lead : texts.waiting.leadNone}</span
        >`,
      content: html`${this.connectionNotice()} ${this.failedSigning(session)}
        ${this.isSilent(session) ? this.silence(session) : this.best(session)} ${this.timeLine(session)}
        <ul class="list" @pointerdown=${this.moving.hold}>
          ${repeat(
            rows,
            (row) => row.bank.id,
            (row) => this.row(session, row),
          )}
        </ul>
        ${this.redirects(session)}
        <p class="cancel">
          <button class="link small" type="button" @click=${() => (this.canceling = true)}>${texts.waiting.cancel}</button>
        </p>
        <p class="visually-hidden" aria-live="polite">${this.said}</p>`,
      actions: session.offers.length
        ? button({ label: texts.waiting.compare(session.offers.length), onPress: () => this.buyerSession.go('offers') })
        : this.isSilent(session)
          ? this.otherWays()
          : nothing,
      // While the sheet is open, it shows its own problem.
      note: this.canceling ? texts.waiting.note : this.noteOr(this.isSilent(session) ? nothing : texts.waiting.note),
    })}${
      this.canceling
        ? cancelSheet(texts, {
            busy: this.attempt.busy,
            problem: this.problem,
            onCancel: () => void this.attempt.run(() => this.buyerSession.cancel()),
            onClose: () => (this.canceling = false),
          })
        : nothing
    }`;
  }

  protected override updated(): void {
    const session = this.buyerSession.detail;
    if (session) this.line?.style.setProperty('--elapsed', String(this.elapsed(session)));
  }

  private redirects(session: SessionDetail): TemplateResult | typeof nothing {
    return redirectOffers({
      offers: session.redirectOffers ?? [],
      ...{ chosenOfferId: session.chosenOfferId, signing: session.signing, busyId: this.busyId },
      ...{ texts: this.texts, formats: this.formats, now: this.now },
      onTake: (offer) => void this.takeRedirect(offer.id),
    });
  }

  private async takeRedirect(offerId: string): Promise<void> {
    this.busyId = offerId;
    await this.attempt.run(async () => {
      await this.buyerSession.select(offerId);
      await this.buyerSession.startSigning({ method: 'redirect' });
    });
    this.busyId = null;
  }

  private best(session: SessionDetail): TemplateResult {
    const { texts, formats } = this;
    const best = bestOffer(session.offers, session.order);
    const caption = this.isLost && best ? texts.waiting.bestAt(this.lostTime) : this.pending ? texts.waiting.best : texts.waiting.bestAll;
    return html`<div class="best">
      ${
        best
          ? html`<p class="small quiet">${caption}</p>
              <p class="figure" data-payment=${best.monthlyPayment}>
                ${number(formats.payment(best.monthlyPayment))} <small class="number">${this.perMonth(session, best.term)}</small>
              </p>`
          : html`<p class="quiet none">${texts.waiting.first}</p>`
      }
    </div>`;
  }

  private heading(session: SessionDetail): string {
    const { waiting } = this.texts;
    const standing = standingOf(session);
    if (standing === 'answering') return waiting.heading;
    if (standing === 'answered') return waiting.headingDone;
    return answeredCount(session.decisions) ? waiting.headingNoneYet : waiting.headingSilent;
  }

  private isSilent(session: SessionDetail): boolean {
    return standingOf(session) === 'silent';
  }

  /** The signature failed and took the last offer with it, while other banks still decide. */
  private failedSigning({ order, signing }: SessionDetail): TemplateResult | typeof nothing {
    const failure = order.status === 'approved' ? signingFailure(signing, false, this.texts) : null;
    if (!failure) return nothing;
    return html`<div class="connection" role="alert">
      ${notice({ kind: 'bad', title: failure.title, content: html`<p>${failure.text}</p>` })}
    </div>`;
  }

  /** The two minutes are over without an offer: until when the late answers count, and that nobody has to wait here. */
  private silence(session: SessionDetail): TemplateResult {
    const { waiting } = this.texts;
    const { clock } = this.buyerSession;
    const until = session.deadline ? new Date(session.deadline) : null;
    return html`<div class="silence" role="status">
      <p class="until">${until && until > this.now ? waiting.silentUntil(this.formats.time(clock.onDevice(until))) : waiting.silent}</p>
      <p class="small quiet">${waiting.silentNote}</p>
    </div>`;
  }

  private otherWays(): TemplateResult {
    const { texts } = this;
    const pays = this.state.look.framed || this.buyerSession.wayBack() !== null;
    return html`${button({ label: texts.waiting.change, kind: 'line', busy: this.attempt.busy, onPress: () => void this.changeTerms() })}
    ${pays ? button({ label: texts.rejected.otherPayment, kind: 'line', onPress: () => this.buyerSession.close('other-payment') }) : nothing}`;
  }

  private async changeTerms(): Promise<void> {
    if (await this.attempt.run(() => this.buyerSession.restart({}))) this.buyerSession.go('terms');
  }

  private timeLine(session: SessionDetail): TemplateResult {
    const { texts } = this;
    const answered = answeredCount(session.decisions);
    return html`<div class="time">
        <span>${texts.waiting.answered} <strong>${texts.waiting.answeredOf(answered, session.decisions.length)}</strong></span>
        ${this.rest(session)}
      </div>
      <div class="elapsed-line"><div class="elapsed"></div></div>`;
  }

  private rest(session: SessionDetail): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    if (this.isLost) return html`<span>${texts.waiting.updatedAt} <strong>${this.lostTime}</strong></span>`;
    if (!this.pending) return nothing;
    const deadline = session.deadline && new Date(session.deadline);
    const now = this.now;
    if (!deadline || deadline <= now) return html`<span>${texts.waiting.restLate}</span>`;
    return html`<span role="timer" aria-live="off">${texts.waiting.restIn} <strong>${formats.countdown(deadline, now)}</strong></span>`;
  }

  private row(session: SessionDetail, { bank, decision, offer }: BankRow): TemplateResult {
    const { texts, formats } = this;
    const approved = decision === 'approved' && offer !== null;
    return html`<li class="row ${approved ? '' : 'muted'}" data-key=${bank.id}>
      ${bankMark(session, bank, { off: !approved })}
      <div>
        <p class="name">${bank.name}</p>
        ${
          approved
            ? html`<p class="state good">${icon('check', 16)}<span>${texts.waiting.approved} · ${this.signBy(offer.signing)}</span></p>`
            : html`<p class="state">${this.stateText(decision)}</p>`
        }
      </div>
      ${
        approved
          ? html`<p class="price">
              <strong class="number">${formats.payment(offer.monthlyPayment)}</strong><small>${texts.perMonth}</small>
            </p>`
          : decision === 'pending' && !this.isLost
            ? ring()
            : nothing
      }
    </li>`;
  }

  private perMonth({ order }: SessionDetail, term: number): string {
    return order.term === null || order.term === term ? this.texts.perMonth : this.texts.perMonthTimes(term);
  }

  private signBy(methods: readonly ('sms' | 'self-id' | 'meeting')[]): string {
    const [easiest = 'meeting'] = (['sms', 'self-id', 'meeting'] as const).filter((method) => methods.includes(method));
    return this.texts.waiting.signBy[easiest];
  }

  private stateText(decision: BankRow['decision']): string {
    const { waiting } = this.texts;
    if (decision === 'pending') return this.isLost ? waiting.waitingForConnection : waiting.pending;
    return decision === 'approved' ? waiting.declined : waiting[decision];
  }

  private connectionNotice(): TemplateResult {
    const { texts, formats } = this;
    const { retryAt } = this.state.connection;
    const now = this.now;
    const retry = retryAt && retryAt > now ? texts.waiting.reconnectIn(formats.countdown(retryAt, now)) : texts.waiting.reconnecting;
    return html`<div class="connection">
      ${
        this.isLost
          ? notice({
              kind: 'wait',
              title: texts.waiting.connectionLost,
              content: html`<p>${texts.waiting.connectionText} <span aria-live="off">${retry}</span></p>
                <p>
                  <button class="link reconnect" type="button" @click=${() => this.buyerSession.reconnect()}>
                    ${texts.waiting.reconnectNow}
                  </button>
                </p>`,
            })
          : nothing
      }
    </div>`;
  }

  /** Tells screen readers about new answers and about the connection. */
  private announce(session: SessionDetail): void {
    const { texts, formats, told } = this;
    const news = session.decisions.flatMap(({ bank, decision }) => {
      if (!told || told.decisions.find((one) => one.bank.id === bank.id)?.decision === decision) return [];
      const offer = bestOffer(
        session.offers.filter((one) => one.bank.id === bank.id),
        session.order,
      );
      if (decision === 'approved' && offer) return [texts.waiting.saidApproved(bank.name, formats.payment(offer.monthlyPayment))];
      if (decision === 'failed') return [texts.waiting.saidFailed(bank.name)];
      return decision === 'declined' ? [texts.waiting.saidDeclined(bank.name)] : [];
    });
    if (news.length) this.said = news.join('. ');
    if (this.isLost && !this.wasLost) this.said = texts.waiting.connectionLost;
    if (this.wasLost && !this.state.connection.lostAt) this.said = texts.waiting.backOnline;
    this.wasLost = this.isLost;
    this.told = session;
  }

  /** While a finger is down, the rows keep their places and change only their contents. */
  private rows(session: SessionDetail): BankRow[] {
    const rows = bankRows(session);
    if (this.moving.held) {
      const place = (row: BankRow) => this.shown.findIndex((one) => one.bank.id === row.bank.id);
      return rows.sort((one, other) => place(one) - place(other));
    }
    this.shown = rows;
    return rows;
  }

  private get pending(): number {
    return this.buyerSession.detail?.decisions.filter(({ decision }) => decision === 'pending').length ?? 0;
  }

  private get isLost(): boolean {
    const { lostAt } = this.state.connection;
    return lostAt !== null && this.now.getTime() - lostAt.getTime() >= quietLossMs;
  }

  private get lostTime(): string {
    const { clock } = this.buyerSession;
    return this.formats.time(clock.onDevice(this.state.connection.lostAt ?? clock.now()));
  }

  private elapsed({ order, deadline }: SessionDetail): number {
    if (!this.pending || !deadline || order.status !== 'submitted') return 1;
    const [from, to, now] = [Date.parse(order.statusAt), Date.parse(deadline), this.now.getTime()];
    return to <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (to - from)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'waiting-step': WaitingStep;
  }
}
