import type { OrderRow } from '@installment-button/protocol/cabinet/orders';
import { base } from '@installment-button/ui';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Cabinet } from '../state/cabinet.ts';
import '../parts/cabinet-dialog.ts';
import type { CabinetDialog } from '../parts/cabinet-dialog.ts';
import { partStyles } from '../parts/part.styles.ts';
import { capitalized } from './shortcuts-bar.ts';
import { sections } from './top-bar.ts';

/** How many orders of the list are offered. */
const MOST_ORDERS = 5;

interface Command {
  label: string;
  keys: readonly string[];
  run: () => void;
}

/** Ctrl K: finds an act of the page, a section or an order by what the person types. */
@customElement('command-palette')
export class CommandPalette extends LitElement {
  static override styles = [
    base,
    partStyles,
    css`
      input {
        width: 100%;
        height: 3.25rem;
        padding: 0 14px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--paper);
        font-size: 1rem;
      }
      input:focus-visible {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 2.75rem;
        padding: 0 12px;
        margin-inline: -12px;
        border-radius: 6px;
        cursor: pointer;
      }
      [role='option'][aria-selected='true'] {
        background: var(--paper-2);
      }
      [role='listbox'] {
        max-height: min(396px, 50vh);
        margin-top: 12px;
        padding-inline: 12px;
        margin-inline: -12px;
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) cabinet!: Cabinet;
  @state() private typed = '';
  @state() private at = 0;
  @query('cabinet-dialog') private dialog!: CabinetDialog;

  protected override render(): TemplateResult {
    const { texts } = this.cabinet;
    const commands = this.commands();
    return html`<cabinet-dialog heading=${texts.commands} close-label=${texts.close}>
      <input
        type="text"
        role="combobox"
        aria-label=${texts.commands}
        aria-expanded="true"
        aria-controls="list"
        aria-activedescendant=${commands.length > 0 ? `command-${this.at}` : ''}
        autocomplete="off"
        spellcheck="false"
        autofocus
        .value=${this.typed}
        @input=${this.onInput}
        @keydown=${this.onKeydown}
      />
      <div id="list" role="listbox" aria-label=${texts.commands}>
        ${commands.map(
          ({ label, keys }, index) =>
            html`<div id="command-${index}" role="option" aria-selected=${index === this.at} @click=${() => this.run(index)}>
              <span>${label}</span><span class="end">${keys.map((key) => html`<kbd>${key}</kbd> `)}</span>
            </div>`,
        )}
      </div>
    </cabinet-dialog>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private commands(): Command[] {
    const { cabinet } = this;
    const { texts, shortcuts } = cabinet;
    const all: Command[] = [
      ...shortcuts.page
        .filter(({ code }) => code !== 'Escape')
        .map(({ label, shown, own, run }) => ({ label: capitalized(own?.label ?? label), keys: own ? [own.shown] : shown, run })),
      ...sections(cabinet).map(({ label, place }) => ({ label, keys: [], run: () => cabinet.go(place) })),
      { label: texts.nav.me, keys: [], run: () => cabinet.go({ page: 'me' }) },
      { label: texts.signOut, keys: [], run: () => void cabinet.signOut() },
    ];
    const words = this.typed.toLowerCase().split(/\s+/);
    const found = all.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
    return this.typed.trim() === '' ? found : [...found, ...this.listedOrders(words), this.searchCommand(this.typed.trim())];
  }

  /** The orders of the list whose number or goods hold the typed words. */
  private listedOrders(words: readonly string[]): Command[] {
    const { cabinet } = this;
    const fits = ({ number, title }: OrderRow) => words.every((word) => `${number} ${title}`.toLowerCase().includes(word));
    return cabinet.orders.rows
      .filter(fits)
      .slice(0, MOST_ORDERS)
      .map(({ id, number, title, amount, currency }) => ({
        label: `№ ${number}, ${title}, ${cabinet.formats.sum(amount, currency)}`,
        keys: [],
        run: () => cabinet.go({ page: 'order', id }),
      }));
  }

  /** Searches among all orders of the shop. */
  private searchCommand(typed: string): Command {
    const { cabinet } = this;
    return {
      label: cabinet.texts.findOrder(typed),
      keys: [],
      run: () => {
        void cabinet.orders.find(typed);
        cabinet.go({ page: 'orders', query: {} });
      },
    };
  }

  private onInput(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value;
    this.at = 0;
  }

  private onKeydown(event: KeyboardEvent): void {
    const count = this.commands().length;
    if (event.code === 'ArrowDown') this.at = Math.min(this.at + 1, count - 1);
    else if (event.code === 'ArrowUp') this.at = Math.max(this.at - 1, 0);
    else if (event.code === 'Enter') this.run(this.at);
    else return;
    event.preventDefault();
  }

  private run(index: number): void {
    const command = this.commands()[index];
    this.dialog.close();
    command?.run();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'command-palette': CommandPalette;
  }
}
