import { shopSettingsSchema, type ShopSettings } from '@installment-button/protocol/cabinet/shop';
import { icon, textField } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../../api/api-error.ts';
import { addButton, formEnd } from '../../parts/form-parts.ts';
import { Section } from '../../parts/section.ts';
import { integrationTexts } from './texts.ts';

/**
 * The pages on which the button works.
 *
 * @fires settings-changed - The list was changed; `detail` is the shop's settings after that.
 */
@customElement('origins-section')
export class OriginsSection extends Section {
  @property({ attribute: false }) settings: ShopSettings | null = null;
  @state() private typed: string | null = null;

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override render(): TemplateResult {
    const { origins: words, steps } = this.texts;
    const origins = this.settings?.origins ?? [];
    return this.frame(
      steps.origins,
      words.note,
      html`${this.alert(this.typed !== null)} ${this.settings && origins.length === 0 ? html`<p class="wait">${words.none}</p>` : nothing}
      ${origins.map(
        (origin) =>
          html`<div class="row">
            <span class="good">${icon('check')}</span><span class="mono break">${origin}</span>
            <button
              class="text-button small end"
              type="button"
              aria-label="${words.remove}: ${origin}"
              @click=${() => void this.takeOff(origin)}
            >
              ${words.remove}
            </button>
          </div>`,
      )}
      ${this.form()}`,
    );
  }

  private form(): TemplateResult {
    const { origins: words } = this.texts;
    if (this.typed === null) {
      return addButton(words.add, () => void this.begin());
    }
    return html`<form novalidate @submit=${this.add}>
      ${textField({
        id: 'origin',
        label: words.label,
        value: this.typed,
        hint: words.hint,
        error: this.attempt.failure instanceof ApiError ? words.wrong : undefined,
        autocapitalize: 'none',
        onInput: (value) => {
          this.typed = value;
          this.attempt.clear();
        },
      })}
      ${formEnd({ send: words.add, cancel: this.shared.cancel, busy: this.attempt.busy, onCancel: () => (this.typed = null) })}
    </form>`;
  }

  private async begin(): Promise<void> {
    this.typed = 'https://';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('#origin')?.focus();
  }

  private readonly add = (event: Event): void => {
    event.preventDefault();
    const origin = (this.typed ?? '').trim().replace(/\/+$/, '');
    void this.attempt.run(async () => {
      this.tell(await this.cabinet.api.post('/shop/origins', shopSettingsSchema, { origin }));
      this.typed = null;
    });
  };

  private takeOff(origin: string): Promise<boolean> {
    return this.attempt.run(async () => this.tell(await this.cabinet.api.post('/shop/origins/remove', shopSettingsSchema, { origin })));
  }

  private tell(settings: ShopSettings): void {
    this.dispatchEvent(new CustomEvent('settings-changed', { detail: settings, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'origins-section': OriginsSection;
  }
}
