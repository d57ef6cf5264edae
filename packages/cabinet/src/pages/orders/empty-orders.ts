import type { OrderStatus } from '@installment-button/protocol/status';
import { button } from '@installment-button/ui';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CabinetElement } from '../../parts/cabinet-element.ts';
import { pageHead } from '../../parts/page-head.ts';
import { statusMark } from '../../parts/status-mark.ts';
import { statusMarkStyles } from '../../parts/status-mark.styles.ts';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrdersTexts } from './texts.ts';

const way: readonly OrderStatus[] = ['created', 'submitted', 'approved', 'signed', 'confirmed', 'settled'];
const ends: readonly OrderStatus[] = ['rejected', 'canceled', 'expired'];

/** The page before the first order: what will appear here, and how to begin. */
@customElement('empty-orders')
export class EmptyOrders extends CabinetElement {
  static override styles = [
    ...CabinetElement.styles,
    statusMarkStyles,
    css`
      .columns {
        display: grid;
        gap: 0 64px;
      }
      .step {
        display: grid;
        grid-template-columns: 180px 1fr;
        align-items: center;
        gap: 4px 16px;
        min-height: 2.75rem;
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
      }
      .step .mark {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      h3 {
        margin: 24px 0 8px;
        font-weight: 600;
      }
      .start li {
        display: grid;
        grid-template-columns: 24px 1fr;
        gap: 0 16px;
        padding: 0 0 16px;
        margin-bottom: 16px;
        border-bottom: 1px solid var(--line);
      }
      .start strong {
        font-size: 1.375rem;
        line-height: 1.5rem;
      }
      .start h3 {
        margin: 0;
        font-size: 1.0625rem;
        line-height: 1.5rem;
        font-weight: 500;
      }
      .start p {
        margin: 2px 0 10px;
        color: var(--ink-2);
      }
      .start .button {
        display: inline-flex;
      }
      @media (max-width: 39.9375em) {
        .step {
          grid-template-columns: 1fr;
        }
      }
      @media (min-width: 64em) {
        .columns {
          grid-template-columns: 1fr 400px;
        }
      }
    `,
  ];

  @property({ attribute: false }) texts!: OrdersTexts;

  protected override render(): TemplateResult {
    const { empty } = this.texts;
    return html`${pageHead({ heading: empty.heading, words: true, caption: empty.note })}
      <div class="columns">
        ${titledSection({
          id: 'way',
          heading: empty.way,
          note: empty.wayNote,
          content: html`${way.map((status) => this.step(status))}
            <h3>${empty.other}</h3>
            ${ends.map((status) => this.step(status))}`,
        })}
        ${titledSection({
          id: 'start',
          heading: empty.start,
          content: html`<ol class="start">
            ${this.cabinet.me?.role === 'head' ? this.headsWays() : nothing}
            ${this.way(
              this.cabinet.me?.role === 'head' ? 3 : 1,
              empty.link,
              empty.linkNote,
              html`${empty.linkAct} <kbd>N</kbd>`,
              'line',
              () => this.cabinet.go({ page: 'links' }),
            )}
          </ol>`,
        })}
      </div>`;
  }

  private headsWays(): TemplateResult {
    const { empty } = this.texts;
    const toIntegration = () => this.cabinet.go({ page: 'integration' });
    return html`${this.way(1, empty.buy, empty.buyNote, empty.buyAct, 'filled', toIntegration)}
    ${this.way(2, empty.button, empty.buttonNote, empty.buttonAct, 'line', toIntegration)}`;
  }

  private way(number: number, heading: string, note: string, act: unknown, kind: 'filled' | 'line', onPress: () => void): TemplateResult {
    return html`<li>
      <strong aria-hidden="true">${number}</strong>
      <div>
        <h3>${heading}</h3>
        <p>${note}</p>
        ${button({ kind, label: act, onPress })}
      </div>
    </li>`;
  }

  private step(status: OrderStatus): TemplateResult {
    return html`<div class="step ${status === 'signed' ? 'chosen' : ''}">
      <span class="mark status-${status}">${statusMark(status)}${this.cabinet.texts.status[status]}</span>
      <span class=${ends.includes(status) ? 'quiet' : ''}>${this.texts.empty.steps[status]}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'empty-orders': EmptyOrders;
  }
}
