import { testPurchaseSchema, type Integration } from '@installment-button/protocol/cabinet/shop';
import { button, icon } from '@installment-button/ui';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sign } from '../../parts/icons.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

const steps = ['created', 'submitted', 'signed', 'delivered'] as const;

/**
 * A purchase from oneself at the practice banks, ticked off as it goes.
 *
 * @fires purchase-made - The test order is there.
 */
@customElement('test-section')
export class TestSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .halves {
        display: grid;
        gap: 16px 48px;
      }
      .halves .button {
        display: inline-flex;
        margin-top: 16px;
      }
      @media (min-width: 900px) {
        .halves {
          grid-template-columns: 1fr 1fr;
        }
      }
      @media (max-width: 900px) {
        kbd {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) integration: Integration | null = null;

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override load(): Promise<void> {
    return Promise.resolve();
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
          ${button({ label: html`${words.start} <kbd>T</kbd>`, disabled: !testable, busy: this.busy, onPress: () => void this.start() })}
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

  /** The tab is opened in the press itself: later the browser would block it. */
  async start(): Promise<void> {
    if (this.busy || this.integration?.testable === false) return;
    const tab = open('about:blank');
    const made = await this.attempt(async () => {
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
