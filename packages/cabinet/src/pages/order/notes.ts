import { button } from '@installment-button/ui';
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { titledSection } from '../../parts/titled-section.ts';
import type { OrderContext } from './context.ts';

/** What the members of the shop tell each other about the order. */
export function notes({
  detail,
  texts,
  cabinet,
  now,
  text,
  type,
  add,
}: OrderContext & { text: string; type: (text: string) => void; add: () => void }): TemplateResult {
  return titledSection({
    id: 'notes',
    kind: 'order-notes',
    heading: texts.notes,
    content: html`${detail.notes.map(
        (note) =>
          html`<div class="note-line">
            <p>${note.text}</p>
            <p class="small quiet">${note.by}, ${cabinet.formats.moment(new Date(note.at), now)}</p>
          </div>`,
      )}
      <div class="new-note field no-print">
        <label for="note">${texts.newNote}</label>
        <textarea
          class="control"
          id="note"
          maxlength="2000"
          .value=${live(text)}
          @input=${(event: Event) => type((event.target as HTMLTextAreaElement).value)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
            if (event.key === 'Escape') (event.target as HTMLElement).blur();
          }}
        ></textarea>
        ${text.trim() === '' ? html`<kbd>Ctrl Enter</kbd>` : button({ kind: 'line', label: texts.addNote, onPress: add })}
      </div>`,
  });
}
