import { html, nothing, type TemplateResult } from 'lit';
import { type DirectiveResult } from 'lit/directive.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';

/** What surrounds the control of every field. */
export interface FieldFrame {
  /** Unique in its root: label, hint and the links of an error summary point at it. */
  id: string;
  label: unknown;
  hint?: unknown;
  /** The mistake and what to do about it, in place of the hint. */
  error?: string | undefined;
  /** Where it stands in the grid of `.fields`. */
  span?: 'half' | 'wide' | 'wide-on-phone';
}

export interface TextFieldOptions extends FieldFrame {
  name?: string;
  value: string;
  type?: 'text' | 'tel' | 'email';
  /** An autofill token of HTML, such as `given-name`. */
  autocomplete?: string | undefined;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  autocapitalize?: 'words' | 'sentences' | 'none' | undefined;
  maxLength?: number | undefined;
  required?: boolean;
  /** A field of several lines, which grows with its text. */
  multiline?: boolean;
  /** An element directive, such as a mask. */
  behaviour?: DirectiveResult | undefined;
  onInput: (value: string) => void;
  onBlur?: () => void;
}

export function textField(options: TextFieldOptions): TemplateResult {
  const input = (event: Event) => options.onInput((event.target as HTMLInputElement | HTMLTextAreaElement).value);
  const described = describedBy(options);
  const control = options.multiline
    ? html`<textarea
        class="control"
        id=${options.id}
        name=${ifDefined(options.name)}
        rows="1"
        .value=${live(options.value)}
        autocomplete=${ifDefined(options.autocomplete)}
        maxlength=${ifDefined(options.maxLength)}
        ?required=${options.required ?? false}
        aria-invalid=${options.error ? 'true' : nothing}
        aria-describedby=${described}
        @input=${input}
        @blur=${options.onBlur}
        ${options.behaviour ?? nothing}
      ></textarea>`
    : html`<input
        class="control"
        id=${options.id}
        name=${ifDefined(options.name)}
        type=${options.type ?? 'text'}
        .value=${live(options.value)}
        autocomplete=${ifDefined(options.autocomplete)}
        autocapitalize=${ifDefined(options.autocapitalize)}
        inputmode=${ifDefined(options.inputMode)}
        maxlength=${ifDefined(options.maxLength)}
        ?required=${options.required ?? false}
        aria-invalid=${options.error ? 'true' : nothing}
        aria-describedby=${described}
        spellcheck="false"
        @input=${input}
        @blur=${options.onBlur}
        ${options.behaviour ?? nothing}
      />`;
  return frame(options, control);
}

export interface SelectFieldOptions extends FieldFrame {
  name?: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  /** The first entry, which stands for no choice. */
  empty?: string;
  onChange: (value: string) => void;
}

export function selectField(options: SelectFieldOptions): TemplateResult {
  const change = (event: Event) => options.onChange((event.target as HTMLSelectElement).value);
  return frame(
    options,
    html`<span class="select"
      ><select
        class="control"
        id=${options.id}
        name=${ifDefined(options.name)}
        .value=${live(options.value)}
        aria-invalid=${options.error ? 'true' : nothing}
        aria-describedby=${describedBy(options)}
        @change=${change}
      >
        ${options.empty === undefined ? nothing : html`<option value="" ?selected=${options.value === ''}>${options.empty}</option>`}
        ${options.choices.map(
          (choice) => html`<option value=${choice.value} ?selected=${choice.value === options.value}>${choice.label}</option>`,
        )}</select
      >${icon('down')}</span
    >`,
  );
}

export interface SwitchFieldOptions {
  label: unknown;
  /** A quiet line under the label. */
  note?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** Something that is on or off, with effect at once. Needs the styles of `choice`. */
export function switchField({ label, note = '', on, onChange }: SwitchFieldOptions): TemplateResult {
  return html`<label class="switch-row">
    <input
      class="switch"
      type="checkbox"
      role="switch"
      .checked=${live(on)}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    />
    <span>${label}${note === '' ? nothing : html`<br /><span class="small quiet">${note}</span>`}</span>
  </label>`;
}

/** The line under a control: the error if there is one, else the hint. */
export function fieldNote(options: Pick<FieldFrame, 'id' | 'hint' | 'error'>): TemplateResult | typeof nothing {
  if (options.error) return html`<p class="problem" id="${options.id}-note">${icon('warning', 16)}<span>${options.error}</span></p>`;
  return options.hint ? html`<p class="hint" id="${options.id}-note">${options.hint}</p>` : nothing;
}

function frame(options: FieldFrame, control: TemplateResult): TemplateResult {
  return html`<div class="field ${options.span ?? 'half'} ${options.error ? 'invalid' : ''}">
    <label for=${options.id}>${options.label}</label>
    ${control} ${fieldNote(options)}
  </div>`;
}

function describedBy(options: FieldFrame): string | typeof nothing {
  return options.error || options.hint ? `${options.id}-note` : nothing;
}
