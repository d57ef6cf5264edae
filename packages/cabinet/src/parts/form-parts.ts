import { button } from '@installment-button/ui';
import { html, type TemplateResult } from 'lit';
import { sign } from './icons.ts';

/** The quiet button that opens a form for one more. */
export const addButton = (label: string, onPress: () => void): TemplateResult =>
  html`<button class="text-button plain add" type="button" @click=${onPress}>${sign('plus', 16)}${label}</button>`;

/** The end of such a form: send it, or close it. */
export function formEnd(options: { send: string; cancel: string; busy: boolean; onCancel: () => void }): TemplateResult {
  const { send, cancel, busy, onCancel } = options;
  return html`<div class="end-row">
    ${button({ kind: 'line', label: send, type: 'submit', busy })} ${button({ kind: 'bare', label: cancel, onPress: onCancel })}
  </div>`;
}

/** The choices of a list, from a table of their labels. */
export function choicesOf<Value extends string>(labels: Readonly<Record<Value, string>>): { value: Value; label: string }[];
export function choicesOf(labels: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
