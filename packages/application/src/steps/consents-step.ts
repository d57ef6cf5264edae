import { base, button, buttonStyles, choiceStyles, icon, ringStyles } from '@installment-button/ui';
import '@installment-button/ui/sheet';
import { moscowDay } from '@installment-button/protocol/moscow-day';
import type { AskedBank, ConsentText, SessionDetail } from '@installment-button/protocol/session-view';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ageLimit } from '../form/age-limit.ts';
import { sharedData } from '../form/shared-data.ts';
import { ApiError } from '../session/api-error.ts';
import { bankMark } from './bank-mark.ts';
import { rowsStyles } from './rows.styles.ts';
import { screenLayout } from './screen-layout.ts';
import { screenLayoutStyles } from './screen-layout.styles.ts';
import { lastStep } from '../session/screens.ts';
import { Step } from './step.ts';

/** The consents: a switch for each bank, all off at first, and a box for the credit history. */
@customElement('consents-step')
export class ConsentsStep extends Step {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    choiceStyles,
    rowsStyles,
    screenLayoutStyles,
    css`
      .common {
        margin-top: 20px;
        padding-top: 20px;
        border-top: 1px solid var(--ink);
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
        margin: 28px 0 12px;
      }
      .shorter-term {
        margin-bottom: 12px;
        outline-offset: 4px;
      }
      .bank {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        column-gap: 12px;
        padding: 12px 0 14px;
        border-top: 1px solid var(--line);
      }
      .bank label {
        display: grid;
        grid-column: 1 / -1;
        /* Chromium before 117 has no subgrid. */
        grid-template-columns: auto minmax(0, 1fr) auto;
        grid-template-columns: subgrid;
        column-gap: 12px;
        cursor: pointer;
      }
      .bank .switch {
        margin-top: 6px;
      }
      .bank .name {
        display: block;
        font-weight: 500;
      }
      .bank .what {
        display: block;
        font-size: 0.8125rem;
        line-height: 1.125rem;
        color: var(--ink-2);
      }
      .bank.off .name {
        color: var(--ink-2);
      }
      .text-link {
        position: relative;
        grid-column: 2;
        justify-self: start;
        margin-top: 6px;
        font-size: 0.8125rem;
        line-height: 1.125rem;
      }
      .text-link::after {
        content: '';
        position: absolute;
        inset: -13px -8px;
      }
      .history {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr);
        column-gap: 12px;
        padding-top: 16px;
      }
      .history label {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: 22px minmax(0, 1fr);
        grid-template-columns: subgrid;
        column-gap: 12px;
        cursor: pointer;
      }
      .history .words {
        font-size: 0.9375rem;
        line-height: 1.375rem;
      }
      .history small {
        display: block;
        margin-top: 2px;
        font-size: 0.8125rem;
        line-height: 1.125rem;
        color: var(--ink-2);
      }
      .problem-line {
        display: flex;
        gap: 6px;
        margin-top: 12px;
        color: var(--bad);
        font-size: 0.8125rem;
        line-height: 1.125rem;
      }
      .consent-text {
        white-space: pre-line;
      }
      .version {
        margin-bottom: 16px;
      }
    `,
  ];

  @state() private history = false;
  @state() private reading: { heading: string; consent: ConsentText } | null = null;
  @state() private missing: 'bank' | 'history' | null = null;

  protected override render(): TemplateResult {
    const { texts } = this;
    const session = this.buyerSession.detail;
    if (!session) return html``;
    const fitting = this.fitting();
    const chosenIds = this.chosenOf(fitting);
    const chosen = chosenIds.length;
    const shared = new Map(session.banks.map((bank) => [bank.id, sharedData(bank, this.state.draft.values)]));
    const common = commonData([...shared.values()]);
    return html`${screenLayout({
      eyebrow: texts.step(3, lastStep),
      heading: texts.consents.heading,
      lead: texts.consents.lead,
      content: html`
        ${
          common.length
            ? html`<div class="common">
                <p><b>${texts.consents.everyBank}</b></p>
                <p class="small quiet">${sentence(common)}</p>
              </div>`
            : nothing
        }
        <div class="chosen">
          <h2 aria-live="polite">${fitting.length ? texts.consents.chosen(chosen, fitting.length) : texts.consents.noneFits}</h2>
          ${
            fitting.length
              ? html`<button class="link" type="button" @click=${() => this.choose(fitting.map((bank) => bank.id))}>
                  ${texts.consents.chooseAll}
                </button>`
              : nothing
          }
        </div>
        ${fitting.length ? nothing : html`<p class="shorter-term" tabindex="-1">${texts.consents.shorterTerm}</p>`}
        <ul class="list">
          ${session.banks.map((bank) => this.bank(session, bank, without(shared.get(bank.id) ?? [], common), chosenIds))}
        </ul>
        ${this.missing === 'bank' && fitting.length ? this.problemLine(texts.consents.chooseBank) : nothing}
        ${this.historyBox(session, chosen)}
      `,
      actions: button({ label: chosen ? texts.consents.send(chosen) : texts.consents.sendNone, type: 'submit', busy: this.attempt.busy }),
      note: this.noteOr(texts.consents.note),
      onSubmit: () => void this.send(),
    })}${this.textSheet()}`;
  }

  /** @param more what this bank gets beyond what every bank gets */
  private bank(session: SessionDetail, bank: AskedBank, more: readonly string[], chosen: readonly string[]): TemplateResult {
    const { texts } = this;
    const limit = this.limitOf(bank);
    const on = chosen.includes(bank.id);
    const toggle = (event: Event) => {
      const { checked } = event.target as HTMLInputElement;
      this.choose(checked ? [...chosen, bank.id] : chosen.filter((id) => id !== bank.id));
    };
    return html`<li class="bank ${on ? '' : 'off'}">
      <label
        >${bankMark(session, bank, { off: !on })}
        <span
          ><span class="name">${bank.name}</span
          ><span class="what"
            >${
              limit
                ? texts.consents[limit](bank[limit] ?? 0)
                : chosen.length && !on
                  ? texts.consents.notSent
                  : more.length
                    ? texts.consents.plus(more.join('; '))
                    : texts.consents.onlyCommon
            }</span
          ></span
        >
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-label=${bank.name}
          ?disabled=${limit !== null}
          .checked=${live(on)}
          @change=${toggle}
        />
      </label>
      <button
        class="link text-link"
        type="button"
        aria-label=${texts.consents.textOf(bank.name)}
        @click=${() => (this.reading = { heading: texts.consents.textOf(bank.name), consent: bank.consent })}
      >
        ${texts.consents.text}
      </button>
    </li>`;
  }

  private limitOf(bank: AskedBank) {
    return ageLimit(bank, this.state.draft, moscowDay(this.now));
  }

  /** Banks that lend to this buyer for the chosen term. */
  private fitting(): AskedBank[] {
    return this.buyerSession.detail?.banks.filter((bank) => !this.limitOf(bank)) ?? [];
  }

  /** Banks that are switched on and still fit: another term or birth date may have ruled out a bank since. */
  private chosenOf(fitting: readonly AskedBank[]): string[] {
    return fitting.map(({ id }) => id).filter((id) => this.state.draft.banks.includes(id));
  }

  private historyBox(session: SessionDetail, chosen: number): TemplateResult {
    const { texts } = this;
    const toggle = (event: Event) => {
      this.history = (event.target as HTMLInputElement).checked;
      if (this.history && this.missing === 'history') this.missing = null;
    };
    return html`<section class="section">
      <h2>${texts.consents.historyHeading}</h2>
      <div class="history">
        <label>
          <input
            class="check ${this.missing === 'history' ? 'invalid' : ''}"
            id="history"
            type="checkbox"
            .checked=${live(this.history)}
            @change=${toggle}
          />
          <span class="words">${texts.consents.history(chosen)}<small>${texts.consents.historyNote}</small></span>
        </label>
        <button
          class="link text-link"
          type="button"
          @click=${() => (this.reading = { heading: texts.consents.historyHeading, consent: session.creditHistoryConsent })}
        >
          ${texts.consents.text}
        </button>
      </div>
      ${this.missing === 'history' ? this.problemLine(texts.consents.allowHistory) : nothing}
    </section>`;
  }

  private problemLine(text: string): TemplateResult {
    return html`<p class="problem-line" role="alert">${icon('warning', 16)}<span>${text}</span></p>`;
  }

  private textSheet(): TemplateResult | typeof nothing {
    const { reading, texts } = this;
    if (!reading) return nothing;
    return html`<ui-sheet .heading=${reading.heading} .closeLabel=${texts.close} @sheet-close=${() => (this.reading = null)}>
      <p class="small quiet version">${texts.consents.version(reading.consent.version)}</p>
      <p class="consent-text">${reading.consent.text}</p>
    </ui-sheet>`;
  }

  private choose(banks: readonly string[]): void {
    this.buyerSession.setBanks(banks);
    if (banks.length && this.missing === 'bank') this.missing = null;
    void this.buyerSession.saveNow();
  }

  private async send(): Promise<void> {
    const chosen = this.chosenOf(this.fitting());
    if (!chosen.length) return this.miss('bank', '.switch:enabled, .shorter-term');
    if (!this.history) return this.miss('history', '#history');
    await this.attempt.run(() => {
      this.buyerSession.setBanks(chosen);
      return this.buyerSession.submit();
    });
    const { failure } = this.attempt;
    if (failure instanceof ApiError && failure.status === 409) void this.buyerSession.refresh();
  }

  protected override get problem(): string {
    const { failure } = this.attempt;
    return failure instanceof ApiError && failure.is('validation_failed') ? this.texts.consents.refused : super.problem;
  }

  private miss(what: 'bank' | 'history', control: string): void {
    this.missing = what;
    this.renderRoot.querySelector<HTMLElement>(control)?.focus();
    // The problem stands below the control and must not hide under the footer.
    void this.updateComplete.then(() => this.renderRoot.querySelector('.problem-line')?.scrollIntoView({ block: 'nearest' }));
  }
}

/** The data that every bank gets. */
function commonData([first, ...others]: readonly string[][]): string[] {
  return first?.filter((words) => others.every((other) => other.includes(words))) ?? [];
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((words) => !some.includes(words));

/** Some words have commas of their own: «товары, сумма и условия заявки». */
function sentence(words: readonly string[]): string {
  const text = words.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'consents-step': ConsentsStep;
  }
}
