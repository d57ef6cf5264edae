import { bankHealthListSchema, type BankHealth } from '@installment-button/protocol/cabinet/shop';
import { icon, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { bankMark, bankMarkStyles } from '../../parts/bank-mark.ts';
import { formEnd } from '../../parts/form-parts.ts';
import { sign } from '../../parts/icons.ts';
import { Section } from '../../parts/section.ts';
import { readSum, writeSum } from '@installment-button/protocol/written-sum';
import { shopTexts } from './texts.ts';

/** The banks: whether they get this shop's orders, for which sums, and how fast they answer. */
@customElement('banks-section')
export class BanksSection extends Section {
  static override styles = [
    ...Section.styles,
    bankMarkStyles,
    css`
      .bank {
        grid-template-columns: 28px minmax(120px, 1fr) 250px minmax(0, 1fr) 112px 48px;
      }
      .bank .text-button {
        justify-self: start;
      }
      .state {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      form {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 16px;
        padding-bottom: 20px;
      }
      form .end-row {
        grid-column: 1 / -1;
        margin: 0;
      }
      @media (max-width: 56.25em) {
        .bank {
          grid-template-columns: 28px minmax(0, 1fr) 48px;
        }
        .bank .switch {
          grid-area: 1 / 3;
        }
        .bank > :nth-child(n + 3):not(.switch) {
          grid-column: 2;
        }
      }
    `,
  ];

  @state() private banks: BankHealth[] | null = null;
  @state() private narrowing: { id: string; min: string; max: string } | null = null;

  private get texts() {
    return shopTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    this.banks = (await this.cabinet.api.get('/banks', bankHealthListSchema)).data;
  }

  protected override render(): TemplateResult {
    const { sections, banks: words } = this.texts;
    return this.frame(sections.banks, words.note, html`${this.alert()} ${this.banks?.map((bank) => this.bank(bank))}`);
  }

  private bank(bank: BankHealth): TemplateResult {
    const { banks: words } = this.texts;
    const { id, name, test, on, state, medianSeconds, minAmount, maxAmount, ownMin, ownMax } = bank;
    const sum = (amount: number) => this.formats.sum(amount);
    const narrowing = this.narrowing?.id === id;
    return html`<div class="list-line bank">
        ${bankMark(this.cabinet.me?.banks ?? [], { id, name }, { off: !on })}
        <span class=${on ? 'medium' : 'quiet'}>${name}${test ? html` <span class="small quiet">${words.test}</span>` : nothing}</span>
        <span class="state small ${state === 'answers' ? 'good' : state === 'idle' || !on ? 'quiet' : 'wait'}"
          >${state === 'answers' ? icon('check', 16) : sign(state === 'idle' ? 'dash' : 'clock', 16)}${words.state[state]}${
            medianSeconds === null ? '' : `, ${this.formats.seconds(medianSeconds)}`
          }</span
        >
        <span class="small number ${ownMin !== null || ownMax !== null ? '' : 'quiet'}"
          >${on ? words.limits(sum(ownMin ?? minAmount), sum(ownMax ?? maxAmount)) : words.off}</span
        >
        ${
          on
            ? html`<button
                class="text-button small"
                type="button"
                aria-expanded=${narrowing}
                aria-label="${words.ownLimits}: ${name}"
                @click=${() => (this.narrowing = narrowing ? null : { id, min: writeSum(ownMin), max: writeSum(ownMax) })}
              >
                ${words.ownLimits}
              </button>`
            : html`<span></span>`
        }
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-label="${words.on}: ${name}"
          .checked=${on}
          @change=${(event: Event) => void this.change(bank, { on: (event.target as HTMLInputElement).checked })}
        />
      </div>
      ${narrowing ? this.form(bank) : nothing}`;
  }

  private form(bank: BankHealth): TemplateResult | typeof nothing {
    const { narrowing } = this;
    if (!narrowing) return nothing;
    const { banks: words } = this.texts;
    const field = (part: 'min' | 'max', label: string, own: number) =>
      textField({
        id: part,
        label,
        value: narrowing[part],
        inputMode: 'decimal',
        hint: this.formats.sum(own),
        onInput: (value) => (this.narrowing = { ...narrowing, [part]: value }),
      });
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.change(bank, { ownMin: readSum(narrowing.min), ownMax: readSum(narrowing.max) }).then(() => (this.narrowing = null));
      }}
    >
      ${field('min', words.min, bank.minAmount)} ${field('max', words.max, bank.maxAmount)}
      ${formEnd({ send: this.shared.save, cancel: this.shared.cancel, busy: this.attempt.busy, onCancel: () => (this.narrowing = null) })}
    </form>`;
  }

  private async change(
    { id, on, ownMin, ownMax }: BankHealth,
    change: Partial<Pick<BankHealth, 'on' | 'ownMin' | 'ownMax'>>,
  ): Promise<void> {
    await this.attempt.run(async () => {
      await this.cabinet.api.act('PUT', `/banks/${id}`, { on, ownMin, ownMax, ...change });
    }, id);
    await this.load().catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'banks-section': BanksSection;
  }
}
