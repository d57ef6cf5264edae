import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface SegmentOptions<Value extends string | number> {
  /** Unique in its root. Also the name of the radio buttons. */
  id: string;
  label: unknown;
  value: Value | null;
  choices: readonly { value: Value; label: unknown; /** What screen readers say in place of the label. */ name?: string }[];
  onChange: (value: Value) => void;
}

/** A few short choices in one box. They are native radio buttons, so arrow keys and forms work. */
export function segment<Value extends string | number>(options: SegmentOptions<Value>): TemplateResult {
  return html`<fieldset role="radiogroup" aria-labelledby="${options.id}-label">
    <legend class="legend" id="${options.id}-label">${options.label}</legend>
    <div class="segment">
      ${options.choices.map(
        (choice) =>
          html`<label
            ><input
              type="radio"
              name=${options.id}
              value=${choice.value}
              aria-label=${choice.name ?? String(choice.value)}
              .checked=${live(choice.value === options.value)}
              @change=${() => options.onChange(choice.value)}
            /><span>${choice.label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}
