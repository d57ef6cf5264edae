import {
  base,
  button,
  buttonStyles,
  choiceStyles,
  icon,
  type IconName,
  notice,
  noticeStyles,
  ring,
  ringStyles,
} from '@installment-button/ui';
import type { Offer, SigningMethod } from '@installment-button/protocol/offer';
import type { SessionDetail } from '@installment-button/protocol/session-view';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CodeEntry } from '../code/code-entry.ts';
import { maskedPhone, number } from '../format/formats.ts';
import { fullCost, fullCostStyles } from '../offers/full-cost.ts';
import { scheduleStyles, scheduleTable } from '../offers/schedule.ts';
import { overpayment } from '../offers/sort-offers.ts';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from './step.ts';
import '../signing/agreement-sheet.ts';
import { signingFailure } from '../signing/signing-failure.ts';

const icons: Record<SigningMethod, IconName> = { sms: 'message', 'self-id': 'face', meeting: 'calendar' };

/** Reading, choosing the method, signing. How the signing stands is in the session's `signing`; this step keeps only where the buyer looks. */
@customElement('signing-step')
export class SigningStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    choiceStyles,
    noticeStyles,
    rowsStyles,
    fullCostStyles,
    scheduleStyles,
    screenLayoutStyles,
    css`
      .money {
        margin-top: 20px;
      }
      .full-cost {
        margin-top: 16px;
      }
      .method {
        cursor: pointer;
      }
      .notice {
        margin-top: 16px;
      }
      .what {
        max-width: 480px;
        margin-top: 28px;
        padding-top: 16px;
        border-top: 1px solid var(--ink);
      }
      .read {
        margin-top: 20px;
      }
      .under-way {
        display: grid;
        place-items: center;
        min-height: 160px;
      }
    `,
  ];

  @state() private method: SigningMethod | null = null;
  /** Set while the buyer picks a time: until then the service knows of no meeting. */
  @state() private way: 'meeting' | null = null;
  /** The buyer went back from the code to the methods, though a code is on its way. */
  @state() private choosing = false;
  @state() private reading: 'agreement' | 'schedule' | null = null;
  @state() private digits = '';
  @query('code-entry') private code!: CodeEntry | null;
  private shownPart = '';

  protected override willUpdate(changed: PropertyValues): void {
    const method = this.buyerSession.detail?.signing?.method;
    if (changed.has('state') && method && method !== 'redirect') void loadWay(method).then(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const session = this.buyerSession.detail;
    const offer = session?.offers.find((one) => one.id === session.chosenOfferId);
    if (!session || !offer) return html``;
    return html`${this.stage(session, offer)}${this.sheets(offer)}`;
  }

  override get screenRoot(): ParentNode {
    const way = this.renderRoot.querySelector('.way');
    return way instanceof Step ? way.renderRoot : this.renderRoot;
  }

  protected override updated(): void {
    const part =
      this.renderRoot.querySelector('.screen, .way')?.localName +
      (this.code ? ' code' : '') +
      (this.buyerSession.detail?.signing?.state ?? '');
    if (part === this.shownPart) return;
    const entered = this.shownPart !== '';
    this.shownPart = part;
    const way = this.renderRoot.querySelector('.way');
    void (way instanceof Step ? way.updateComplete : Promise.resolve()).then(() => {
      if (entered && !this.code) this.focusHeading();
      this.dispatchEvent(new CustomEvent('step-part', { bubbles: true, composed: true }));
    });
  }

  private stage(session: SessionDetail, offer: Offer): TemplateResult {
    const { signing } = session;
    if (signing?.state === 'sent-to-bank') return this.underWay(this.texts.signing.sentToBank, this.texts.signing.sentToBankLead);
    if (signing?.state === 'preparing') return this.underWay(this.texts.offers.preparing(offer.bank.name), '');
    const method = this.way ?? signing?.method;
    if (this.choosing || !method || (signing?.state === 'failed' && !this.way)) return this.methodScreen(session, offer);
    switch (method) {
      case 'sms':
        return signing?.state === 'code-sent' || signing?.state === 'verifying'
          ? this.codeScreen(session, offer)
          : this.methodScreen(session, offer);
      case 'self-id':
        return html`<self-id-signing
          class="way"
          .buyerSession=${this.buyerSession}
          .state=${this.state}
          .texts=${this.texts}
          .bank=${offer.bank.name}
          @other-method=${this.backToChoice}
        ></self-id-signing>`;
      case 'meeting':
        return html`<meeting-signing
          class="way"
          .buyerSession=${this.buyerSession}
          .state=${this.state}
          .texts=${this.texts}
          .bank=${offer.bank.name}
          @other-method=${this.backToChoice}
        ></meeting-signing>`;
      // Shown on the waiting screen.
      case 'redirect':
        return html``;
    }
  }

  private methodScreen(session: SessionDetail, offer: Offer): TemplateResult {
    const { texts, formats } = this;
    const now = this.now;
    const words = texts.signing;
    const chosen = this.chosenMethod(offer);
    const [first] = offer.schedule;
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: words.heading,
      lead: words.lead(offer.bank.name),
      content: html`
        ${this.failure(session)}
        <div class="money">
          <p class="figure">${number(formats.exact(offer.monthlyPayment))} <small>${texts.perMonth}</small></p>
          <p class="small quiet">
            ${words.payments(
              offer.schedule.length,
              first ? formats.day(first.date, now) : '',
              formats.sum(overpayment(offer, session.order.amount)),
            )}
          </p>
        </div>
        ${fullCost(offer, texts, formats, true)}
        <section class="section">
          <h2>${words.readFirst}</h2>
          <div class="list">
            ${this.document(session.agreement?.title ?? words.agreement, words.agreementNote, 'agreement')}
            ${this.document(texts.offers.schedule, words.scheduleNote(offer.schedule.length), 'schedule')}
          </div>
        </section>
        <section class="section">
          <h2 id="how">${words.how}</h2>
          <div class="list" role="radiogroup" aria-labelledby="how">
            ${offer.signing.map((method) => this.methodRow(method, method === chosen))}
          </div>
        </section>
      `,
      actions: button({ label: this.actionName(chosen), busy: this.attempt.busy, onPress: () => void this.begin(chosen) }),
      note: this.noteOr(nothing),
    });
  }

  private failure({ signing }: SessionDetail): TemplateResult | typeof nothing {
    const failure = signingFailure(signing, true, this.texts);
    return failure
      ? html`<div role="alert">${notice({ kind: 'bad', title: failure.title, content: html`<p>${failure.text}</p>` })}</div>`
      : nothing;
  }

  private document(title: string, note: string, what: 'agreement' | 'schedule'): TemplateResult {
    return html`<button class="row act" type="button" @click=${() => (this.reading = what)}>
      ${icon('document')}
      <span><span class="title">${title}</span><span class="state">${note}</span></span>
      ${icon('forward')}
    </button>`;
  }

  private methodRow(method: SigningMethod, chosen: boolean): TemplateResult {
    const { name, note } = this.texts.signing.methods[method];
    return html`<label class="row act method">
      ${icon(icons[method])}
      <span><span class="name">${name}</span><span class="state">${note(this.phone)}</span></span>
      <input
        class="radio"
        type="radio"
        name="method"
        aria-label=${name}
        .checked=${live(chosen)}
        @change=${() => {
          this.method = method;
          this.attempt.clear();
        }}
      />
    </label>`;
  }

  private codeScreen(session: SessionDetail, offer: Offer): TemplateResult {
    const { texts, formats } = this;
    const { signing } = session;
    const words = texts.signing;
    return screenLayout({
      eyebrow: texts.step(5, lastStep),
      heading: texts.code.heading,
      lead: this.phone ? texts.code.sentTo(this.phone) : texts.code.sentToYou,
      content: html`<code-entry
          .texts=${texts}
          .clock=${this.buyerSession.clock}
          .resendAt=${signing?.resendAt ? new Date(signing.resendAt) : null}
          .attemptsLeft=${signing?.attemptsLeft ?? null}
          .problem=${this.problem}
          .busy=${this.attempt.busy || signing?.state === 'verifying'}
          @code-input=${() => {
            this.attempt.clear();
            this.digits = this.code?.value ?? '';
          }}
          @code-submit=${() => void this.sign()}
          @code-resend=${() => void this.begin('sms')}
        ></code-entry>
        <dl class="facts what">
          <div>
            <dt>${words.signingWhat}</dt>
            <dd>${session.agreement?.title ?? words.agreement}</dd>
          </div>
          <div>
            <dt>${words.bank}</dt>
            <dd>${offer.bank.name}</dd>
          </div>
          <div>
            <dt>${words.payment}</dt>
            <dd>${number(`${formats.exact(offer.monthlyPayment)} × ${offer.schedule.length}`)}</dd>
          </div>
          <div>
            <dt>${texts.offers.fullCost}</dt>
            <dd>${number(formats.fullCostRate(offer.fullCostRate))}</dd>
          </div>
        </dl>
        <p class="read"><button class="link" type="button" @click=${() => (this.reading = 'agreement')}>${words.read}</button></p>`,
      actions: html`${button({
        label: words.sign,
        busy: this.attempt.busy || signing?.state === 'verifying',
        disabled: this.digits.length < 6,
        type: 'submit',
      })}${button({ label: words.otherMethod, kind: 'line', onPress: this.backToChoice })}`,
      note: html`<span class="phone-only">${texts.code.secret}</span>`,
      onSubmit: () => void this.sign(),
    });
  }

  private underWay(heading: string, lead: string): TemplateResult {
    return screenLayout({
      eyebrow: this.texts.step(5, lastStep),
      heading,
      lead,
      content: html`<div class="under-way" role="status"><span class="visually-hidden">${heading}</span>${ring()}</div>`,
    });
  }

  private sheets(offer: Offer): TemplateResult | typeof nothing {
    const { texts, formats } = this;
    const close = () => (this.reading = null);
    if (this.reading === 'agreement') {
      return html`<agreement-sheet .buyerSession=${this.buyerSession} .texts=${texts} @sheet-close=${close}></agreement-sheet>`;
    }
    if (this.reading !== 'schedule') return nothing;
    return html`<ui-sheet .heading=${texts.offers.schedule} .closeLabel=${texts.close} @sheet-close=${close}>
      ${scheduleTable({ offer, texts, formats, wide: matchMedia('(min-width: 640px)').matches, all: true })}
    </ui-sheet>`;
  }

  private actionName(method: SigningMethod): string {
    const { signing } = this.texts;
    return { sms: signing.getCode, 'self-id': signing.toPhotos, meeting: signing.toMeeting }[method];
  }

  private chosenMethod(offer: Offer): SigningMethod {
    if (this.method && offer.signing.includes(this.method)) return this.method;
    return (['sms', 'self-id', 'meeting'] as const).find((method) => offer.signing.includes(method)) ?? 'sms';
  }

  private get phone(): string {
    return maskedPhone(this.state.phone.typed || this.buyerSession.detail?.phone || '');
  }

  private async begin(method: SigningMethod): Promise<void> {
    if (method === 'meeting') return this.openMeeting();
    this.way = null;
    await this.act(async () => {
      await this.buyerSession.startSigning({ method });
      await loadWay(method);
      this.choosing = false;
      this.digits = '';
    });
  }

  private async openMeeting(): Promise<void> {
    await this.act(async () => {
      await loadWay('meeting');
      this.way = 'meeting';
      this.choosing = false;
    });
  }

  private readonly backToChoice = (): void => {
    this.way = null;
    this.choosing = true;
  };

  private async sign(): Promise<void> {
    const code = this.code?.value ?? '';
    if (code.length === 6) await this.act(() => this.buyerSession.sendSigningCode(code));
  }

  private async act(act: () => Promise<void>): Promise<void> {
    if (await this.attempt.run(act)) return;
    this.digits = '';
    void this.buyerSession.refresh();
  }
}

/** Self ID and the meeting have code of their own, which is loaded when it is needed. */
async function loadWay(method: SigningMethod): Promise<void> {
  if (method === 'self-id') await import('../signing/self-id-signing.ts');
  if (method === 'meeting') await import('../signing/meeting-signing.ts');
}

declare global {
  interface HTMLElementTagNameMap {
    'signing-step': SigningStep;
  }
}
