import { fieldNote, type FieldFrame } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { sign } from '../../parts/icons.ts';

export interface SecretFieldOptions extends FieldFrame {
  value: string;
  autocomplete: 'current-password' | 'new-password';
  shown: boolean;
  /** Names of the button: to show, to hide. */
  show: string;
  hide: string;
  onInput: (value: string) => void;
  onToggle: () => void;
}

/** A password with an eye: typed blind on a phone, it is mistyped. */
export function secretField(options: SecretFieldOptions): TemplateResult {
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
      <button type="button" aria-label=${shown ? options.hide : options.show} aria-pressed=${shown} @click=${options.onToggle}>
        ${sign(shown ? 'eye-off' : 'eye')}
      </button>
    </div>
    ${fieldNote(options)}
  </div>`;
}
