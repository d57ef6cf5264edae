import {
  base,
  button,
  buttonStyles,
  choiceStyles,
  fieldStyles,
  noticeStyles,
  ringStyles,
  segment,
  segmentStyles,
  textField,
} from '@installment-button/ui';
import { normalizePhone } from '@installment-button/protocol/phone';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiError } from '../session/api-error.ts';
import { CodeEntry } from '../code/code-entry.ts';
import { maskedPhone, number } from '../format/formats.ts';
import { mask, phoneMask, sumMask } from '../format/masks.ts';
import { groupDigits, readRoubles } from '../format/roubles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from './step.ts';
import type { FirstTexts } from '../texts/texts.ts';
import { largestFirstPayment, lowestPayment, nearestTerm, possibleTerms } from '../session/possible-terms.ts';

/** The first step: payment, term, and the phone, which the code of an SMS proves. Also proves the phone again when the buyer comes back. */
@customElement('terms-step')
export class TermsStep extends Step<FirstTexts> {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    fieldStyles,
    choiceStyles,
    segmentStyles,
    noticeStyles,
    screenLayoutStyles,
    css`
      .payment {
        margin-top: 24px;
      }
      .terms {
        margin-top: 24px;
      }
      .self-ban {
        margin-top: 24px;
      }
      .phone-alone {
        margin-top: 24px;
      }
    `,
  ];

  @state() private phoneError = '';
  @state() private firstPaymentText: string | null = null;
  @state() private firstPaymentError = '';
  @query('code-entry') private code!: CodeEntry | null;

  protected override render(): TemplateResult {
    if (this.state.phone.sent) return this.codeScreen();
    return this.state.screen === 'return' ? this.returnScreen() : this.termsScreen();
  }

  private termsScreen(): TemplateResult {
    const { texts, formats, state } = this;
    const { session } = state;
    if (!session) return html``;
    const { order } = session;
    const firstPayment = this.firstPayment;
    const terms = possibleTerms(session, firstPayment);
    const term = nearestTerm(terms, state.draft.term);
    const payment = term === null ? null : lowestPayment(session, term, firstPayment);
    const [first] = order.items;
    return screenLayout({
      eyebrow: texts.step(1, lastStep),
      heading: texts.terms.heading[order.product],
      lead: html`<span class="phone-only"
          >${first ? `${texts.order.goods(first.name, order.items.length - 1)}, ` : nothing}${number(formats.sum(order.amount))}</span
        ><span class="wide-only">${texts.terms.lead}</span>`,
      content: html`
        ${
          payment === null
            ? html`<p class="payment" role="status">${texts.terms.noPlans}</p>`
            : html`<div class="payment">
                <p class="small quiet">${texts.terms.payment}</p>
                <p class="figure"><span>${texts.from} ${number(formats.payment(payment))}</span> <small>${texts.perMonth}</small></p>
              </div>`
        }
        <div class="fields terms">
          <div class="wide">
            ${segment({
              id: 'term',
              label: texts.terms.term,
              value: term,
              choices: terms.map((months) => ({ value: months, label: months, name: texts.months(months) })),
              onChange: (months) => this.buyerSession.setTerms({ term: months }),
            })}
          </div>
          ${textField({
            id: 'first-payment',
            label: texts.terms.firstPayment,
            hint: texts.terms.firstPaymentHint,
            error: this.firstPaymentError,
            value: this.firstPaymentText ?? groupDigits(String(Math.round(state.draft.firstPayment / 100))),
            inputMode: 'numeric',
            autocomplete: 'off',
            span: 'wide-on-phone',
            behaviour: mask(sumMask),
            onInput: (text) => this.onFirstPayment(text),
            onBlur: () => this.checkFirstPayment(),
          })}
          ${session.phoneConfirmed ? nothing : this.phoneField()}
        </div>
        <p class="small quiet self-ban">${texts.terms.selfBan}</p>
      `,
      actions: button({ label: texts.continue, type: 'submit', busy: this.attempt.busy, disabled: terms.length === 0 }),
      note: this.noteOr(texts.terms.note),
      onSubmit: () => void this.next(),
    });
  }

  private returnScreen(): TemplateResult {
    const { texts } = this;
    return screenLayout({
      eyebrow: this.state.session?.order.shop.name,
      heading: texts.terms.resumeHeading,
      lead: texts.terms.resumeLead,
      content: html`<div class="fields phone-alone">${this.phoneField()}</div>`,
      actions: button({ label: texts.continue, type: 'submit', busy: this.attempt.busy }),
      note: this.noteOr(nothing),
      onSubmit: () => void this.next(),
    });
  }

  private codeScreen(): TemplateResult {
    const { texts, state } = this;
    const sent = state.phone.sent;
    return screenLayout({
      eyebrow: state.screen === 'return' ? state.session?.order.shop.name : texts.step(1, lastStep),
      heading: texts.code.heading,
      lead: texts.code.sentTo(maskedPhone(state.phone.typed)),
      content: html`<code-entry
        .texts=${texts}
        .clock=${this.buyerSession.clock}
        .resendAt=${sent && new Date(sent.resendAt)}
        .attemptsLeft=${sent?.attemptsLeft ?? null}
        .problem=${this.problem}
        .busy=${this.attempt.busy}
        @code-input=${() => this.attempt.clear()}
        @code-complete=${() => void this.prove()}
        @code-submit=${() => void this.prove()}
        @code-resend=${() => void this.askCode()}
      ></code-entry>`,
      actions: button({ label: texts.code.changePhone, kind: 'line', onPress: () => this.changePhone() }),
      note: texts.code.secret,
    });
  }

  private phoneField(): TemplateResult {
    const { texts, state } = this;
    return textField({
      id: 'phone',
      label: texts.terms.phone,
      hint: texts.terms.phoneHint,
      error: this.phoneError,
      value: state.phone.typed,
      type: 'tel',
      name: 'tel',
      inputMode: 'tel',
      autocomplete: 'tel',
      span: 'wide-on-phone',
      required: true,
      behaviour: mask(phoneMask),
      onInput: (typed) => {
        this.buyerSession.typePhone(typed);
        if (normalizePhone(typed)) this.phoneError = '';
      },
      onBlur: () => {
        if (state.phone.typed.length > 3) this.checkPhone();
      },
    });
  }

  private get firstPayment(): number {
    const { session, draft } = this.state;
    return session ? Math.min(draft.firstPayment, largestFirstPayment(session)) : 0;
  }

  private onFirstPayment(text: string): void {
    this.firstPaymentText = text;
    this.firstPaymentError = '';
    const { session } = this.state;
    const amount = (readRoubles(text) ?? 0) * 100;
    if (session && amount <= largestFirstPayment(session)) this.buyerSession.setTerms({ firstPayment: amount });
  }

  private checkFirstPayment(): boolean {
    const { session } = this.state;
    if (!session || this.firstPaymentText === null) return true;
    const most = largestFirstPayment(session);
    const amount = (readRoubles(this.firstPaymentText) ?? 0) * 100;
    if (amount > most) {
      this.firstPaymentError = this.texts.terms.firstPaymentTooMuch(this.formats.sum(Math.floor(most / 100) * 100));
      return false;
    }
    this.firstPaymentText = null;
    return true;
  }

  private checkPhone(): boolean {
    this.phoneError = normalizePhone(this.state.phone.typed) ? '' : this.texts.terms.phoneWrong;
    return !this.phoneError;
  }

  private async next(): Promise<void> {
    const { session, draft } = this.state;
    if (!session) return;
    if (this.state.screen === 'terms') {
      if (!this.checkFirstPayment()) return this.focusField('first-payment');
      const term = nearestTerm(possibleTerms(session, this.firstPayment), draft.term);
      if (term === null) return;
      if (term !== draft.term) this.buyerSession.setTerms({ term });
      if (session.phoneConfirmed) return this.buyerSession.go('person');
    }
    if (!this.checkPhone()) return this.focusField('phone');
    await this.askCode();
  }

  private async askCode(): Promise<void> {
    await this.attempt.run(() => this.buyerSession.askPhoneCode());
    const { failure } = this.attempt;
    if (this.state.phone.sent || !(failure instanceof ApiError && failure.is('phone_unsupported'))) return;
    this.phoneError = this.problem;
    this.attempt.clear();
  }

  private async prove(): Promise<void> {
    const code = this.code?.value ?? '';
    await this.attempt.run(() => this.buyerSession.provePhone(code));
  }

  private changePhone(): void {
    this.attempt.clear();
    this.buyerSession.typePhone(this.state.phone.typed);
    void this.updateComplete.then(() => this.focusField('phone'));
  }

  private focusField(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'terms-step': TermsStep;
  }
}
