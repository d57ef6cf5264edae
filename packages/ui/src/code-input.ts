import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { base } from './base.styles.ts';
import { codeInputStyles } from './code-input.styles.ts';

const digits = 6;

/**
 * Six boxes drawn over one input, so that paste, autofill from the SMS, deletion and screen readers work as in any input.
 *
 * @fires code-input - The digits changed: `value` has them.
 * @fires code-complete - The sixth digit came.
 * @fires code-submit - Enter was pressed with all six there: this input is in no form.
 */
@customElement('ui-code-input')
export class CodeInput extends LitElement {
  static override styles = [base, codeInputStyles];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  /** The digits so far. */
  @property() value = '';
  /** The input's name for screen readers. */
  @property() label = '';
  /** What screen readers read after the label: how long the code is valid, or what is wrong with it. */
  @property() description = '';
  @property({ type: Boolean }) invalid = false;
  /** The code is checked now: the digits stay and cannot be changed. */
  @property({ type: Boolean }) busy = false;

  @state() private focused = false;
  @query('input') private input!: HTMLInputElement;

  protected override render(): TemplateResult {
    const next = Math.min(this.value.length, digits - 1);
    return html`<div class="boxes ${this.focused ? 'focused' : ''} ${this.invalid ? 'invalid' : ''} ${this.busy ? 'busy' : ''}">
      ${Array.from(
        { length: digits },
        (_, index) => html`<span class="box ${index === next ? 'next' : ''}" aria-hidden="true">${this.value[index] ?? nothing}</span>`,
      )}
      <input
        .value=${live(this.value)}
        aria-label=${this.label}
        aria-description=${this.description || nothing}
        aria-invalid=${this.invalid ? 'true' : nothing}
        ?readonly=${this.busy}
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        name="one-time-code"
        @input=${this.onInput}
        @keydown=${this.onKeydown}
        @focus=${this.onFocus}
        @blur=${this.onBlur}
        @select=${this.keepCaretAtEnd}
      />
    </div>`;
  }

  /** Empties the boxes and puts the caret into the first. */
  clear(): void {
    this.value = '';
    this.focus();
  }

  /** Fills in a code, as autofill does. */
  fill(code: string): void {
    this.take(code);
  }

  // No maxlength: of a pasted «Код: 471 205» the words are dropped, and no digit may be lost.
  private onInput(): void {
    this.take(this.input.value);
  }

  private take(text: string): void {
    const value = text.replace(/\D/g, '').slice(0, digits);
    const changed = value !== this.value;
    this.value = value;
    this.requestUpdate();
    if (!changed) return;
    this.dispatchEvent(new CustomEvent('code-input', { bubbles: true, composed: true }));
    if (value.length === digits) this.dispatchEvent(new CustomEvent('code-complete', { bubbles: true, composed: true }));
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || this.busy || this.value.length < digits) return;
    this.dispatchEvent(new CustomEvent('code-submit', { bubbles: true, composed: true }));
  }

  private onFocus(): void {
    this.focused = true;
    this.keepCaretAtEnd();
  }

  private onBlur(): void {
    this.focused = false;
  }

  // The boxes draw the caret after the last digit, so the real caret must be there too.
  private keepCaretAtEnd(): void {
    const { length } = this.input.value;
    if (this.input.selectionStart !== this.input.selectionEnd || this.input.selectionStart === length) return;
    this.input.setSelectionRange(length, length);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-code-input': CodeInput;
  }
}
