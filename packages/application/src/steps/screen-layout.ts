import { html, nothing, type TemplateResult } from 'lit';

export interface ScreenLayoutOptions {
  /** «Шаг 2 из 5», or what happened. */
  eyebrow: unknown;
  heading: unknown;
  lead?: unknown;
  content?: unknown;
  /** Buttons; the first is the filled one. */
  actions?: unknown;
  /** Beside or under the buttons. */
  note?: unknown;
  /** A form: its submit is the filled button's press. */
  onSubmit?: (() => void) | undefined;
}

/** How every screen is laid out: heading, content that scrolls, a footer that stays. */
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
