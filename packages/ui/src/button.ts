import { html, nothing, type TemplateResult } from 'lit';
import { ring } from './icon.ts';

export interface ButtonOptions {
  label: unknown;
  kind?: 'filled' | 'line' | 'bare';
  type?: 'button' | 'submit';
  /** Under way: the size stays, a ring turns, a press does nothing. */
  busy?: boolean;
  /** What is wrong instead of a greyed button belongs in `onPress`: this is only for what really cannot be done now. */
  disabled?: boolean;
  onPress?: () => void;
}

/** A button that stays focusable while busy or disabled, so that the keyboard never loses its place. */
export function button(options: ButtonOptions): TemplateResult {
  const { label, kind = 'filled', type = 'button', busy = false, disabled = false, onPress } = options;
  const press = (event: Event) => {
    if (busy || disabled) event.preventDefault();
    else onPress?.();
  };
  return html`<button
    class="button ${kind}"
    type=${type}
    aria-busy=${busy ? 'true' : nothing}
    aria-disabled=${busy || disabled ? 'true' : nothing}
    @click=${press}
  >
    <span class="label">${label}</span>${busy ? ring() : nothing}
  </button>`;
}
