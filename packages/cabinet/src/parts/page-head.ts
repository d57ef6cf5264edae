import { html, nothing, type TemplateResult } from 'lit';

/** The head of a page: one large figure or some words, a caption, and facts at the right. */
export function pageHead(options: {
  heading: unknown;
  /** The heading is words, which are set smaller than a figure. */
  words?: boolean;
  caption: unknown;
  facts?: readonly (readonly [name: string, value: unknown])[];
}): TemplateResult {
  const { heading, words = false, caption, facts = [] } = options;
  const fact = ([name, value]: readonly [string, unknown]) =>
    html`<div>
      <dt class="small quiet">${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<div class="head">
    <div>
      <h1 class=${words ? 'words' : ''}>${heading}</h1>
      <p class="caption">${caption}</p>
    </div>
    ${facts.length === 0 ? nothing : html`<dl class="facts">${facts.map(fact)}</dl>`}
  </div>`;
}
