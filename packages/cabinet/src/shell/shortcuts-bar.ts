import { switchField } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cabinet } from '../state/cabinet.ts';
import type { Shortcut } from '../state/shortcuts.ts';
import '../parts/cabinet-dialog.ts';

/** The shortcuts of this page, at the foot of wide windows. */
export function shortcutsBar(cabinet: Cabinet, openHelp: () => void): TemplateResult {
  const { shortcuts, texts } = cabinet;
  const shown = shortcuts.page.filter(({ quiet }) => !quiet);
  return html`<footer class="keys small quiet">
    ${shown.map(({ shown: signs, label }) => html`<span>${signs.map((sign) => html`<kbd>${sign}</kbd>`)} ${label}</span>`)}
    <button type="button" @click=${openHelp}><kbd>?</kbd> ${texts.keys.all}</button>
    ${shortcuts.note === '' ? nothing : html`<span class="note">${shortcuts.note}</span>`}
  </footer>`;
}

/** «?»: every shortcut, and the switch that turns single keys off. */
export function shortcutsHelp(cabinet: Cabinet, close: () => void): TemplateResult {
  const { shortcuts, texts, settings } = cabinet;
  return html`<cabinet-dialog heading=${texts.keys.heading} close-label=${texts.close} @dialog-close=${close}>
    <p slot="note">${texts.keys.note}</p>
    ${switchField({ label: texts.keys.turnOff, on: settings.singleKeys, onChange: (singleKeys) => cabinet.change({ singleKeys }) })}
    <dl class="all-keys">${[...shortcuts.page, ...shortcuts.shared].map(line)}</dl>
  </cabinet-dialog>`;
}

const line = ({ shown, label, own }: Shortcut) =>
  html`<div>
    <dt>${capitalized(own?.label ?? label)}</dt>
    <dd>${(own ? [own.shown] : shown).map((sign) => html`<kbd>${sign}</kbd> `)}</dd>
  </div>`;

/** A label stands after its key in the bar, but alone in a list. */
export const capitalized = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1);
