import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../cabinet.ts';
import type { KeyAct } from '../keys.ts';
import '../parts/cabinet-dialog.ts';

/** The keys of this page, at the foot of wide windows. */
export function keysBar(cabinet: Cabinet, openHelp: () => void): TemplateResult {
  const { keys, texts } = cabinet;
  const shown = keys.page.filter(({ quiet }) => !quiet);
  return html`<footer class="keys">
    ${shown.map(({ shown: signs, label }) => html`<span>${signs.map((sign) => html`<kbd>${sign}</kbd>`)} ${label}</span>`)}
    <button type="button" @click=${openHelp}><kbd>?</kbd> ${texts.keys.all}</button>
    ${keys.note === '' ? nothing : html`<span class="note">${keys.note}</span>`}
  </footer>`;
}

/** «?»: every key, and the switch that turns single ones off. */
export function keysHelp(cabinet: Cabinet, close: () => void): TemplateResult {
  const { keys, texts, settings } = cabinet;
  return html`<cabinet-dialog heading=${texts.keys.heading} close-label=${texts.close} @dialog-close=${close}>
    <p slot="note">${texts.keys.note}</p>
    <label class="switch-row">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        .checked=${settings.singleKeys}
        @change=${(event: Event) => cabinet.change({ singleKeys: (event.target as HTMLInputElement).checked })}
      />
      ${texts.keys.turnOff}
    </label>
    <dl class="all-keys">${[...keys.page, ...keys.shared].map(line)}</dl>
  </cabinet-dialog>`;
}

const line = ({ shown, label, own }: KeyAct) =>
  html`<div>
    <dt>${capitalized(own?.label ?? label)}</dt>
    <dd>${(own ? [own.shown] : shown).map((sign) => html`<kbd>${sign}</kbd> `)}</dd>
  </div>`;

/** In the bar the words follow their key; in a list they stand alone. */
export const capitalized = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1);
