import {
  receiptRates,
  receiptSettingsSchema,
  receiptTaxSystems,
  type ReceiptSettings,
} from '@installment-button/protocol/cabinet/receipts';
import { shopSettingsSchema } from '@installment-button/protocol/cabinet/shop';
import { button, icon, selectField, switchField, textField } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Section } from '../../parts/section.ts';
import { receiptTexts } from './receipt-texts.ts';

/** What all cash registers need of the shop, entered once. */
@customElement('receipt-settings')
export class ReceiptSettingsForm extends Section {
  static override styles = [
    ...Section.styles,
    css`
      form {
        display: grid;
        gap: 16px;
        padding: 12px 0 20px;
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: center;
        min-height: 3.25rem;
        border-top: 1px solid var(--line);
        cursor: pointer;
      }
    `,
  ];

  /** 1C is connected: it may print receipts too. */
  @property({ type: Boolean }) accounting = false;
  @state() private issues = true;
  @state() private values: ReceiptSettings | null = null;
  @state() private saved = false;
  @state() private wrong: readonly string[] = [];

  private get texts() {
    return receiptTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    const { receipts, issuesReceipts } = await this.cabinet.api.get('/shop', shopSettingsSchema);
    this.values = receipts;
    this.issues = issuesReceipts;
  }

  protected override render(): TemplateResult {
    const { values, texts } = this;
    if (!values) return html`${this.alert()}`;
    const missing = values.inn === null || values.email === null || values.address === null || values.taxSystem === null;
    return html`${this.alert()} ${this.accounting && this.issues ? html`<p class="wait small">${texts.twice}</p>` : nothing}
      <details ?open=${missing}>
        <summary>
          <span class="medium">${texts.heading}</span><span class="small quiet">${missing ? texts.missing : texts.complete}</span>
        </summary>
        ${this.form(values)}
      </details>`;
  }

  private form(values: ReceiptSettings): TemplateResult {
    const { texts } = this;
    return html`<form novalidate @submit=${this.save}>
      ${this.text('inn', values.inn)} ${this.text('email', values.email)} ${this.text('address', values.address)}
      ${this.choice('taxSystem', values.taxSystem ?? '', receiptTaxSystems, texts.taxSystems)}
      ${this.choice('vat', values.vat ?? '', receiptRates, texts.rates)}
      ${this.choice('order', values.order, ['full', 'by-order'], texts.orders)}
      ${this.choice('bankMoney', values.bankMoney, ['electronic', 'partial'], texts.money)}
      ${switchField({
        label: texts.handedOver,
        note: texts.handedOverNote,
        on: values.handedOverAtConfirm,
        onChange: (handedOverAtConfirm) => this.take({ handedOverAtConfirm }),
      })}
      <div class="end-row">
        ${button({ kind: 'line', label: this.shared.save, type: 'submit', busy: this.attempt.busy })}
        ${this.saved ? html`<span class="done small" role="status">${icon('check', 16)}${texts.saved}</span>` : nothing}
      </div>
    </form>`;
  }

  private text(name: 'inn' | 'email' | 'address', value: string | null): TemplateResult {
    const [label, hint] = this.texts.fields[name];
    return textField({
      ...{ id: name, label, hint, value: value ?? '', span: 'wide' },
      error: this.wrong.includes(name) ? this.texts.wrong : undefined,
      onInput: (typed) => this.take({ [name]: typed.trim() === '' ? null : typed.trim() }),
    });
  }

  private choice(
    name: 'taxSystem' | 'vat' | 'order' | 'bankMoney',
    value: string,
    values: readonly string[],
    labels: Readonly<Record<string, string>>,
  ): TemplateResult {
    const [label, hint] = this.texts.fields[name];
    const choices = values.map((one) => ({ value: one, label: labels[one] ?? one }));
    const empty = name === 'taxSystem' || name === 'vat' ? { empty: this.texts.notChosen } : {};
    return selectField({
      ...{ id: name, label, hint, value, choices, span: 'wide' },
      ...empty,
      onChange: (next) => this.take({ [name]: next === '' ? null : next }),
    });
  }

  private take(change: Partial<Record<keyof ReceiptSettings, string | boolean | null>>): void {
    if (!this.values) return;
    this.values = Object.assign({}, this.values, change);
    this.saved = false;
    this.wrong = [];
  }

  private readonly save = (event: Event): void => {
    event.preventDefault();
    const parsed = receiptSettingsSchema.safeParse(this.values);
    this.wrong = parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
    if (!parsed.success) return;
    void this.attempt.run(async () => {
      this.values = (await this.cabinet.api.patch('/shop', shopSettingsSchema, { receipts: parsed.data })).receipts;
      this.saved = true;
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-settings': ReceiptSettingsForm;
  }
}
