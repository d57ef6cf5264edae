import { h } from '../dom.ts';
import type { InstallmentLocale } from '../types.ts';
import { styles } from './installment-dialog.styles.ts';
import { lockScroll } from './scroll-lock.ts';
import { dialogTexts, type FrameTrouble } from './texts.ts';

/** What the dialog asks of who shows it. */
export interface DialogActs {
  /** The buyer wants to leave: `escape` and `back` come from keys and gestures, `cover` from our own cross while there is no frame to ask. */
  leave(cause: 'escape' | 'back' | 'cover'): void;
  /** The dialog is gone, whoever closed it. */
  gone(): void;
  retry(): void;
  openTab(): void;
}

/**
 * The page-level dialog with the application's frame. Made by the button in `body`, one at a time; not for markup.
 *
 * @summary Shows the application over the shop's page
 * @csspart dialog - The native `<dialog>`: a sheet under 1040 px, else centred
 * @csspart frame - The `<iframe>` of the application
 */
export class InstallmentDialog extends HTMLElement {
  readonly frame = h('iframe', { part: 'frame', allow: 'camera; otp-credentials; clipboard-write' });
  readonly #cover = h('div', { class: 'cover' });
  readonly #dialog = h('dialog', { part: 'dialog' }, this.frame, this.#cover);
  #acts: DialogActs | undefined;
  #unlock: (() => void) | undefined;
  #locale: InstallmentLocale = 'ru';
  #escaped = 0;

  /** @internal */
  present(acts: DialogActs, locale: InstallmentLocale, title: string): void {
    this.#acts = acts;
    this.#locale = locale;
    this.lang = locale;
    this.frame.title = title;
    this.#dialog.setAttribute('aria-label', title);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = styles.styleSheet ? [styles.styleSheet] : [];
    root.append(this.#dialog);
    document.body.append(this);

    this.#dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#escaped = event.timeStamp;
    });
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      acts.leave(event.timeStamp - this.#escaped < 100 ? 'escape' : 'back');
    });
    // Chrome closes on a repeated Escape whatever we say.
    this.#dialog.addEventListener('close', () => this.remove());
    this.#dialog.showModal();
    this.#unlock = lockScroll();
    this.load();
  }

  /** @internal The ring until the frame is ready. */
  load(): void {
    const { loading } = dialogTexts[this.#locale];
    this.#show('loading', h('div', { class: 'ring', role: 'status', 'aria-label': loading }));
  }

  /** @internal */
  ready(): void {
    this.#show('ready');
    this.frame.focus();
  }

  /** @internal */
  fit(height: number, layout: 'form' | 'comparison'): void {
    this.#dialog.style.setProperty('--_height', `${height}px`);
    this.#dialog.dataset['layout'] = layout;
  }

  /** @internal Why there is no frame, and what the buyer can do. */
  explain(trouble: FrameTrouble, link: string): void {
    const text = dialogTexts[this.#locale];
    const retry = h('button', { type: 'button' }, text.retry);
    retry.onclick = () => this.#acts?.retry();
    const tab = h('a', { href: link, target: '_blank' }, text.tab);
    tab.onclick = (event) => {
      event.preventDefault();
      this.#acts?.openTab();
    };
    const [title, advice] = text[trouble];
    this.#show('failed', h('h2', { role: 'alert' }, title), h('p', {}, advice), retry, tab);
    retry.focus();
  }

  /** @internal Room under the sheet that a phone keeps for itself, CSS px. */
  get safeAreaBottom(): number {
    return parseFloat(getComputedStyle(this.#dialog).scrollPaddingBottom) || 0;
  }

  /** Also when a script of the shop throws it out: the page must scroll again. */
  disconnectedCallback(): void {
    this.#unlock?.();
    this.#unlock = undefined;
    if (this.#dialog.open) this.#dialog.close();
    this.#acts?.gone();
    this.#acts = undefined;
  }

  #show(state: 'loading' | 'ready' | 'failed', ...content: Node[]): void {
    this.#dialog.dataset['state'] = state;
    const cross = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS(cross.namespaceURI, 'path');
    cross.setAttribute('width', '20');
    cross.setAttribute('height', '20');
    path.setAttribute('d', 'M4 4l12 12M16 4L4 16');
    cross.append(path);
    const close = h('button', { type: 'button', class: 'close', 'aria-label': dialogTexts[this.#locale].close }, cross);
    close.onclick = () => this.#acts?.leave('cover');
    this.#cover.replaceChildren(...(state === 'ready' ? [] : [close, ...content]));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'installment-dialog': InstallmentDialog;
  }
}
