import { html, nothing, type TemplateResult } from 'lit';
import { ring } from './icon.ts';

export interface ButtonOptions {
  label: unknown;
  kind?: 'filled' | 'line' | 'bare';
  type?: 'button' | 'submit';
  /** The act is under way: a ring turns, a press does nothing, the size stays. */
  busy?: boolean;
  /** Only for what cannot be done now. For a mistake that the person can mend, leave the button enabled and say the mistake in `onPress`. */
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
