import { base, icon } from '@installment-button/ui';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { partStyles } from './part.styles.ts';

/**
 * A task over the page: a native modal dialog, on phones a sheet from below. Render it only while it is open.
 *
 * @slot - The content.
 * @slot note - The quiet line below the heading.
 * @fires dialog-close - The person closed the dialog: by its button, by Escape or by a click beside it.
 */
@customElement('cabinet-dialog')
export class CabinetDialog extends LitElement {
  static override styles = [
    base,
    partStyles,
    css`
      dialog {
        width: 100%;
        max-width: none;
        max-height: calc(100dvh - 32px);
        margin: auto 0 0;
        padding: 20px 16px 24px;
        border: 0;
        border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
        background: var(--paper);
        color: var(--ink);
        overflow: auto;
        overscroll-behavior: contain;
      }
      dialog[open] {
        animation: arrive var(--calm) var(--ease);
      }
      dialog::backdrop {
        background: var(--scrim);
      }
      .dialog-head {
        display: flex;
        align-items: flex-start;
        gap: 12px;
        margin-bottom: 16px;
      }
      .dialog-head > div {
        flex: 1;
        min-width: 0;
        color: var(--ink-2);
      }
      h2 {
        margin-bottom: 4px;
        color: var(--ink);
        font-size: 1.375rem;
        line-height: 1.75rem;
        letter-spacing: -0.02em;
      }
      h2:focus-visible {
        outline: none;
      }
      .icon-button {
        margin: -8px -12px -8px 0;
        color: var(--ink-2);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      @media (min-width: 40em) {
        dialog {
          width: min(560px, 100% - 64px);
          margin: auto;
          padding: 24px;
          border-radius: var(--radius-sheet);
        }
        dialog.wide {
          width: min(760px, 100% - 64px);
        }
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid;
        }
      }
    `,
  ];

  @property() heading = '';
  /** The name of the button with the cross. */
  @property({ attribute: 'close-label' }) closeLabel = '';
  @property({ type: Boolean }) wide = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override render(): TemplateResult {
    return html`<dialog class=${this.wide ? 'wide' : ''} aria-labelledby="heading" @close=${this.onClose} @click=${this.onClick}>
      <div class="dialog-head">
        <div>
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <slot name="note"></slot>
        </div>
        <button class="icon-button" type="button" aria-label=${this.closeLabel} @click=${this.close}>${icon('close')}</button>
      </div>
      <slot></slot>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    // The focus goes to the first field and not to the cross.
    const first = this.querySelector<HTMLElement>('[autofocus], input, select, textarea, button');
    (first ?? this.renderRoot.querySelector<HTMLElement>('h2'))?.focus();
  }

  // A dialog that is removed while open is no longer modal when it is inserted again.
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dialog.close();
  }

  close(): void {
    this.dialog.close();
  }

  private onClick(event: MouseEvent): void {
    if (event.composedPath()[0] === this.dialog) this.close();
  }

  private onClose(): void {
    if (this.isConnected) this.dispatchEvent(new CustomEvent('dialog-close', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cabinet-dialog': CabinetDialog;
  }
}
