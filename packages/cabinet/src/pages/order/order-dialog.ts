import { orderDetailSchema, type OrderDetail } from '@installment-button/protocol/cabinet/orders';
import { base, buttonStyles, choiceStyles, fieldStyles, icon } from '@installment-button/ui';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Cabinet } from '../../cabinet.ts';
import { failureText } from '../../failure-text.ts';
import '../../parts/cabinet-dialog.ts';
import { partStyles } from '../../parts/page.styles.ts';
import type { OrderTexts } from './texts.ts';

/**
 * An act on an order that needs more than a press.
 *
 * @fires order-changed - It was done; `detail` is the order now.
 */
export abstract class OrderDialog extends LitElement {
  static override styles = [
    base,
    buttonStyles,
    choiceStyles,
    fieldStyles,
    partStyles,
    css`
      :host {
        display: contents;
      }
      form {
        display: grid;
        gap: 16px;
      }
      .end-row {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 8px;
      }
      .end-row kbd {
        margin-left: auto;
      }
      .alert {
        display: flex;
        gap: 8px;
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) cabinet!: Cabinet;
  @property({ attribute: false }) texts!: OrderTexts;
  @property({ attribute: false }) order!: OrderDetail;
  @state() protected busy = false;
  @state() protected failure: unknown = null;

  protected alert(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    return html`<p class="alert" role="alert">
      ${icon('warning')}<span>${failureText(this.failure, this.cabinet.texts, this.cabinet.formats)}</span>
    </p>`;
  }

  protected async act(path: string, body: unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      const changed = await this.cabinet.api.post(`/orders/${this.order.order.id}/${path}`, orderDetailSchema, body);
      this.dispatchEvent(new CustomEvent('order-changed', { detail: changed }));
    } catch (error) {
      this.failure = error;
    }
    this.busy = false;
  }

  protected close(): void {
    this.renderRoot.querySelector('cabinet-dialog')?.close();
  }
}
