import { button, selectField, textField } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { OrderDialog } from './order-dialog.ts';

@customElement('cancel-dialog')
export class CancelDialog extends OrderDialog {
  @state() private reason = '';
  @state() private own = '';

  protected override render(): TemplateResult {
    const { cancelDialog: words } = this.texts;
    const { status } = this.order.order;
    const signed = status === 'signed' || status === 'confirmed';
    return html`<cabinet-dialog heading=${words.heading} close-label=${this.cabinet.texts.close}>
      <p slot="note">${signed ? words.note.after : words.note.before}</p>
      <form @submit=${this.submit}>
        ${selectField({
          id: 'reason',
          label: words.reason,
          value: this.reason,
          choices: [...words.reasons.map((reason) => ({ value: reason, label: reason })), { value: 'other', label: words.other }],
          empty: this.cabinet.texts.nothingYet,
          onChange: (reason) => (this.reason = reason),
        })}
        ${
          this.reason === 'other'
            ? textField({ id: 'own', label: words.own, value: this.own, maxLength: 500, onInput: (value) => (this.own = value) })
            : nothing
        }
        ${this.alert()}
        <div class="end-row">
          <button class="button ink" type="submit" aria-disabled=${this.attempt.busy ? 'true' : nothing}>
            <span class="label">${words.act}</span>
          </button>
          ${button({ kind: 'line', label: words.keep, onPress: () => this.close() })}
        </div>
      </form>
    </cabinet-dialog>`;
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const reason = this.reason === 'other' ? this.own.trim() : this.reason;
    void this.act('cancel', reason === '' ? {} : { reason });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cancel-dialog': CancelDialog;
  }
}
