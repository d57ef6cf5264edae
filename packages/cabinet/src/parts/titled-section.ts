import { html, nothing, type TemplateResult } from 'lit';

export interface TitledSectionOptions {
  id: string;
  heading: unknown;
  /** Stands quietly at the right of the heading. */
  note?: unknown;
  /** Stands at the right of the heading as it is; in place of the note. */
  aside?: unknown;
  content: unknown;
  /** More classes of the section. */
  kind?: string;
}

/** A part of a page under a rule, with a heading that names it. */
export function titledSection({ id, heading, note, aside, content, kind = '' }: TitledSectionOptions): TemplateResult {
  const noted = note === undefined || note === nothing || note === '' ? nothing : html`<span class="small quiet">${note}</span>`;
  return html`<section class="section ${kind}" aria-labelledby=${id}>
    <header>
      <h2 id=${id}>${heading}</h2>
      ${aside ?? noted}
    </header>
    ${content}
  </section>`;
}
