import { orderDetailSchema, type OrderDetail } from '@installment-button/protocol/cabinet/orders';
import { css } from 'lit';
import { property } from 'lit/decorators.js';
import '../../parts/cabinet-dialog.ts';
import { CabinetElement } from '../../parts/cabinet-element.ts';
import type { OrderTexts } from './texts.ts';

/**
 * An act on an order that asks something first.
 *
 * @fires order-changed - The act is done; `detail` is the order after it.
 */
export abstract class OrderDialog extends CabinetElement {
  static override styles = [
    ...CabinetElement.styles,
    css`
      :host {
        display: contents;
      }
      form {
        display: grid;
        gap: 16px;
      }
      .end-row kbd {
        margin-left: auto;
      }
    `,
  ];

  @property({ attribute: false }) texts!: OrderTexts;
  @property({ attribute: false }) order!: OrderDetail;
  protected async act(path: string, body: unknown): Promise<void> {
    await this.attempt.run(async () => {
      const changed = await this.cabinet.api.post(`/orders/${this.order.order.id}/${path}`, orderDetailSchema, body);
      this.dispatchEvent(new CustomEvent('order-changed', { detail: changed }));
    });
  }

  protected close(): void {
    this.renderRoot.querySelector('cabinet-dialog')?.close();
  }
}
