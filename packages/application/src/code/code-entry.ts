import { base, icon } from '@installment-button/ui';
import { type CodeInput } from '@installment-button/ui/code-input';
import '@installment-button/ui/code-input';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type Clock, systemClock } from '../session/clock.ts';
import { Formats } from '../format/formats.ts';
import type { FirstTexts } from '../texts/texts.ts';
import { Ticker } from '../steps/ticker.ts';
import { readCodeFromSms } from './read-code-from-sms.ts';

/**
 * The code from an SMS: six boxes, when a new code may be requested, how many attempts are left.
 *
 * @fires code-input - The digits changed: `value` has them.
 * @fires code-complete - The sixth digit was entered.
 * @fires code-submit - Enter was pressed with all six digits entered.
 * @fires code-resend - The buyer requests another code.
 */
@customElement('code-entry')
export class CodeEntry extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 24px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 16px;
        max-width: 358px;
        margin-top: 12px;
        font-size: 0.8125rem;
        line-height: 1.125rem;
        color: var(--ink-2);
      }
      .line b {
        color: var(--ink);
        font-weight: 600;
      }
      .line .link {
        padding-block: 3px;
      }
      .problem {
        display: flex;
        gap: 6px;
        margin-top: 12px;
        font-size: 0.8125rem;
        line-height: 1.125rem;
        color: var(--bad);
      }
      .problem .icon {
        margin-top: 1px;
      }
      .problem + .line {
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) texts!: FirstTexts;
  @property({ attribute: false }) clock: Clock = systemClock;
  @property({ attribute: false }) resendAt: Date | null = null;
  @property({ attribute: false }) attemptsLeft: number | null = null;
  @property() problem = '';
  @property({ type: Boolean }) busy = false;
  @query('ui-code-input') private input!: CodeInput;
  private listening: AbortController | null = null;

  constructor() {
    super();
    new Ticker(this, () => this.isWaiting);
  }

  get value(): string {
    return this.input.value;
  }

  /** Empties the boxes and puts the caret into the first one. */
  clear(): void {
    this.input.clear();
  }

  override focus(): void {
    this.input.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = new AbortController();
    void readCodeFromSms(this.listening.signal).then((code) => code && !this.busy && this.input.fill(code));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening?.abort();
  }

  protected override firstUpdated(): void {
    void this.input.updateComplete.then(() => this.input.focus({ preventScroll: true }));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('problem') && this.problem && !this.busy) this.clear();
  }

  protected override render(): TemplateResult {
    const { texts, problem, busy, attemptsLeft } = this;
    return html`<ui-code-input
        .label=${texts.code.label}
        .description=${problem || (attemptsLeft === null ? '' : texts.code.attemptsLeft(attemptsLeft))}
        .invalid=${Boolean(problem)}
        .busy=${busy}
      ></ui-code-input>
      <div role="alert">${problem ? html`<p class="problem">${icon('warning', 16)}<span>${problem}</span></p>` : nothing}</div>
      <div class="line">
        ${this.resend()}
        ${busy ? html`<span role="status">${texts.code.checking}</span>` : problem || attemptsLeft === null ? nothing : html`<span>${texts.code.attemptsLeft(attemptsLeft)}</span>`}
      </div>`;
  }

  private get isWaiting(): boolean {
    return this.resendAt !== null && this.resendAt.getTime() > this.clock.now().getTime();
  }

  private resend(): TemplateResult | typeof nothing {
    const { texts, resendAt } = this;
    if (resendAt && this.isWaiting) {
      return html`<span>${texts.code.newCodeIn} <b>${new Formats(texts.locale, 'RUB').countdown(resendAt, this.clock.now())}</b></span>`;
    }
    return html`<button class="link" type="button" ?disabled=${this.busy} @click=${this.askAgain}>${texts.code.newCode}</button>`;
  }

  private askAgain(): void {
    this.input.clear();
    this.dispatchEvent(new CustomEvent('code-resend', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'code-entry': CodeEntry;
  }
}
