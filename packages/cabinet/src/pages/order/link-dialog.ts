import { button, segment, textField } from '@installment-button/ui';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { OrderDialog } from './order-dialog.ts';

/** Sends the buyer the link again, by SMS or e-mail. */
@customElement('link-dialog')
export class LinkDialog extends OrderDialog {
  @state() private channel: 'sms' | 'email' = 'sms';
  @state() private to = '';
  @state() private missing = false;

  protected override render(): TemplateResult {
    const { linkDialog: words } = this.texts;
    const known = this.known;
    return html`<cabinet-dialog heading=${words.heading} close-label=${this.cabinet.texts.close}>
      <form novalidate @submit=${this.submit}>
        ${segment({
          id: 'channel',
          label: '',
          value: this.channel,
          choices: [
            { value: 'sms' as const, label: words.sms, name: words.sms },
            { value: 'email' as const, label: words.email, name: words.email },
          ],
          onChange: (channel) => {
            this.channel = channel;
            this.to = '';
            this.missing = false;
          },
        })}
        ${textField({
          id: 'to',
          label: this.channel === 'sms' ? words.phone : words.mailbox,
          value: this.to,
          type: this.channel === 'sms' ? 'tel' : 'email',
          hint: known ? words.known(known) : undefined,
          error: this.missing ? words.needed : undefined,
          onInput: (value) => (this.to = value),
        })}
        ${this.alert()}
        <div class="end-row">
          ${button({ label: words.send, type: 'submit', busy: this.attempt.busy })}
          ${button({ kind: 'line', label: this.cabinet.texts.cancel, onPress: () => this.close() })}
        </div>
      </form>
    </cabinet-dialog>`;
  }

  private get known(): string | null {
    return this.channel === 'sms' ? this.order.buyer.phone : this.order.buyer.email;
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const to = this.to.trim();
    this.missing = to === '' && this.known === null;
    if (!this.missing) void this.act('link', { channel: this.channel, ...(to === '' ? {} : { to }) });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'link-dialog': LinkDialog;
  }
}
