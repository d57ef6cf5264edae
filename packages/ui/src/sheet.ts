import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { sheetStyles } from './sheet.styles.ts';

/**
 * A text or a small choice laid over the page, in a native modal dialog. Stands in the page only while it is open.
 *
 * @slot - What it shows.
 * @fires sheet-close - It was closed, by its button, Escape or the phone's back gesture.
 */
@customElement('ui-sheet')
export class Sheet extends LitElement {
  static override styles = [base, sheetStyles];

  @property() heading = '';
  /** The name of the button with the cross. */
  @property({ attribute: 'close-label' }) closeLabel = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#heading') private headingElement!: HTMLElement;

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.onClose} @cancel=${this.onCancel} @keydown=${this.onKeydown}>
      <header>
        <h2 id="heading" tabindex="-1">${this.heading}</h2>
        <button class="close" type="button" aria-label=${this.closeLabel} @click=${this.close}>${icon('close')}</button>
      </header>
      <div class="content" tabindex="0" role="group" aria-labelledby="heading"><slot></slot></div>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    // `autofocus` is refused in the frame of another site, with a line in its console.
    this.headingElement.focus();
    // The print rules hide what lies behind an open sheet.
    document.documentElement.style.setProperty('--behind-sheet', 'none');
  }

  // A dialog that is removed while open is no longer modal when it is inserted again.
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.documentElement.style.removeProperty('--behind-sheet');
    this.dialog.close();
  }

  close(): void {
    this.dialog.close();
  }

  // Escape here closes this sheet, not the window around it.
  private onKeydown(event: KeyboardEvent): void {
    if (event.key === 'Escape') event.stopPropagation();
  }

  private onCancel(event: Event): void {
    event.stopPropagation();
  }

  private onClose(): void {
    if (this.isConnected) this.dispatchEvent(new CustomEvent('sheet-close', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ui-sheet': Sheet;
  }
}
