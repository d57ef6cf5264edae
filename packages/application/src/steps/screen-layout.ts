import { html, nothing, type TemplateResult } from 'lit';

export interface ScreenLayoutOptions {
  /** «Шаг 2 из 5», or what happened. */
  eyebrow: unknown;
  heading: unknown;
  lead?: unknown;
  content?: unknown;
  /** The buttons. The first one is filled. */
  actions?: unknown;
  /** A note beside or under the buttons. */
  note?: unknown;
  /** Makes the screen a form. The filled button submits it. */
  onSubmit?: (() => void) | undefined;
}

/** The layout of every screen: heading, content that scrolls, footer that stays in view. */
export function screenLayout(options: ScreenLayoutOptions): TemplateResult {
  const { eyebrow, heading, lead, content, actions, note, onSubmit } = options;
  const hasFoot = [actions, note].some((part) => part && part !== nothing);
  const inner = html`<div class="main">
      <div class="content">
        <p class="eyebrow">${eyebrow}</p>
        <h1 tabindex="-1">${heading}</h1>
        ${lead ? html`<p class="lead">${lead}</p>` : nothing} ${content ?? nothing}
      </div>
    </div>
    ${
      hasFoot
        ? html`<div class="foot">
            <div class="foot-content">${actions ?? nothing}${note && note !== nothing ? html`<p class="note">${note}</p>` : nothing}</div>
          </div>`
        : nothing
    }`;
  if (!onSubmit) return html`<div class="screen">${inner}</div>`;
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  return html`<form class="screen" novalidate @submit=${submit}>${inner}</form>`;
}
