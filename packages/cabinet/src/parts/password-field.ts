import { fieldNote, type FieldFrame } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { sign } from './icons.ts';

export interface PasswordFieldOptions extends FieldFrame {
  value: string;
  autocomplete: 'current-password' | 'new-password';
  shown: boolean;
  /** The names of the button while the password is hidden, and while it is shown. */
  show: string;
  hide: string;
  onInput: (value: string) => void;
  onToggle: () => void;
}

/** A password with a button that shows it: people mistype what they cannot see. */
export function passwordField(options: PasswordFieldOptions): TemplateResult {
  const { id, label, error, hint, value, autocomplete, shown } = options;
  return html`<div class="field ${error ? 'invalid' : ''}">
    <label for=${id}>${label}</label>
    <div class="secret">
      <input
        class="control"
        id=${id}
        name=${id}
        type=${shown ? 'text' : 'password'}
        .value=${live(value)}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error || hint ? `${id}-note` : nothing}
        @input=${(event: Event) => options.onInput((event.target as HTMLInputElement).value)}
      />
      <button
        class="icon-button"
        type="button"
        aria-label=${shown ? options.hide : options.show}
        aria-pressed=${shown}
        @click=${options.onToggle}
      >
        ${sign(shown ? 'eye-off' : 'eye')}
      </button>
    </div>
    ${fieldNote(options)}
  </div>`;
}
