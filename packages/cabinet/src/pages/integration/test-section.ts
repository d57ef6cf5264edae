import { testPurchaseSchema, type Integration } from '@installment-button/protocol/cabinet/shop';
import { button, icon } from '@installment-button/ui';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sign } from '../../parts/icons.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

const steps = ['created', 'submitted', 'signed', 'delivered'] as const;

/**
 * A test purchase at the test banks, with its steps ticked off as they happen.
 *
 * @fires purchase-made - The test order was created.
 */
@customElement('test-section')
export class TestSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .halves .button {
        display: inline-flex;
        margin-top: 16px;
      }
    `,
  ];

  @property({ attribute: false }) integration: Integration | null = null;

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override render(): TemplateResult {
    const { test: words, steps: names } = this.texts;
    const { testable = true, testPurchase } = this.integration ?? {};
    return this.frame(
      names.test,
      words.note,
      html`<div class="halves">
        <div>
          <p>${testable ? words.text : words.none}</p>
          ${this.alert()}
          ${button({ label: html`${words.start} <kbd>T</kbd>`, disabled: !testable, busy: this.attempt.busy, onPress: () => void this.start() })}
        </div>
        <div>
          ${steps.map((step) => {
            const done = testPurchase?.[step] ?? false;
            return html`<div class="row">
              <span class=${done ? 'good' : 'quiet'}>${done ? icon('check') : sign('todo')}</span><span>${words.steps[step]}</span>
              <span class="end small ${done ? 'good' : 'quiet'}">${done ? words.done : words.notYet}</span>
            </div>`;
          })}
          <p class="small quiet">${words.follow}</p>
        </div>
      </div>`,
    );
  }

  /** Opens the tab before the request: a browser blocks a tab that is opened later than the press. */
  async start(): Promise<void> {
    if (this.attempt.busy || this.integration?.testable === false) return;
    const tab = open('about:blank');
    const made = await this.attempt.run(async () => {
      const { link } = await this.cabinet.api.post('/integration/test-purchase', testPurchaseSchema);
      if (tab) {
        tab.opener = null;
        tab.location.href = link;
      } else location.assign(link);
      this.dispatchEvent(new CustomEvent('purchase-made', { bubbles: true, composed: true }));
    });
    if (!made) tab?.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'test-section': TestSection;
  }
}
