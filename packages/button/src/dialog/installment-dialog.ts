import { h } from '../dom.ts';
import { styles as buttonStyles } from '../installment-button.styles.ts';
import { styles } from './installment-dialog.styles.ts';

/**
 * The dialog over the page with the application's frame. The button puts it into `body`, one at a time. It is not meant for markup.
 *
 * @summary Shows the application over the shop's page
 * @csspart dialog - The native `<dialog>`: a full sheet under 1040 px, else centred
 * @csspart frame - The `<iframe>` of the application
 */
export class InstallmentDialog extends HTMLElement {
  /** @internal */
  readonly frame = h('iframe', { part: 'frame', allow: 'camera; otp-credentials; clipboard-write' });
  /** @internal Covers the frame until the frame is ready. */
  readonly cover = h('section');
  /** @internal */
  readonly dialog = h('dialog', { part: 'dialog' }, this.frame, this.cover);
  /** @internal */
  onRemoved = (): void => {};

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [buttonStyles(), styles()];
    root.append(this.dialog);
  }

  /** Called also when a script of the shop removes the dialog. */
  disconnectedCallback(): void {
    // Still in its parent: the page has got another body, as Turbo does it. The dialog moves there, and its frame loads anew.
    if (this.parentNode) queueMicrotask(this.#moveToNewBody);
    else this.onRemoved();
  }

  readonly #moveToNewBody = (): void => {
    document.body.append(this);
    this.dialog.removeAttribute('open');
    this.dialog.showModal();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'installment-dialog': InstallmentDialog;
  }
}
